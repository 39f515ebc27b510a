"""A campaign at a glance for everybody; unit by unit, and behind a freeze, for those who run it."""

from datetime import date

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.live.dashboards import Dashboard, dashboard
from app.queries import desk
from app.queries.campaigns import Stage, clusters
from app.queries.coverage import covered
from app.queries.horizon import horizon
from app.queries.reach import reach
from app.queries.unit_work import provinces
from app.rulebook.rules import Activity
from app.views import unit_dots
from app.views.current import rights
from app.views.day_bars import LOW, Bars, day_bars
from app.views.policy import may_open, policy
from app.views.rank_differences import differences
from app.views.sight import horizon_of, is_unbound, stage_of

pages = Blueprint("dashboard", __name__)

VIEWS = ("", "country")
SHOWN = ("", "not-begun", "waiting", "silent")


@pages.get("/campaigns/<code>/dashboard")
@policy("view_public")
def index(code: str) -> ResponseReturnValue:
    where, view = stage_of(code), request.args.get("view", "")
    if view not in VIEWS:
        abort(404)
    seen = horizon_of(where)
    far = reach(seen)
    found = dashboard(seen, far)
    country = view == "country" or where.campaign.unit.level == "central"
    return render_template(
        "dashboard/index.html",
        stage=where,
        horizon=seen,
        reach=far,
        found=found,
        outings=day_bars(found.activity.spans, dict(found.activity.outings)),
        kinds=_kinds(where, found),
        by_day=_by_day(found),
        activities=_activities(where),
        sheet=_sheet(where, found, country),
        country=country,
        view=view,
        may_see_units=may_open("dashboard.units") and is_unbound(where),
    )


@pages.get("/campaigns/<code>/coverage")
@policy("desk_read")
def units(code: str) -> ResponseReturnValue:
    where, shown = _own(code), request.args.get("show", "")
    if shown not in SHOWN:
        abort(404)
    rows = covered(where)
    chosen = {
        "": rows,
        "not-begun": [each for each in rows if each.not_begun],
        "waiting": [each for each in rows if each.waiting],
        "silent": [each for each in rows if each.is_silent],
    }
    return render_template(
        "dashboard/units.html",
        stage=where,
        rows=chosen[shown],
        counts={name: len(each) for name, each in chosen.items()},
        shown=shown,
        hours=where.calendar.deadlines.verify_hours,
        may_see_units=may_open("units.index"),
    )


@pages.get("/campaigns/<code>/freeze-difference")
@policy("desk_read")
def difference(code: str) -> ResponseReturnValue:
    """What the ceremony will tell: only for those whom the freeze does not bind."""
    where = _own(code)
    frozen, now = horizon(where, full=False), horizon(where, full=True)
    return render_template(
        "dashboard/difference.html",
        stage=where,
        frozen=reach(frozen),
        now=reach(now),
        changes=differences(frozen, now) if where.is_frozen else {},
        names={each.code: each.name for each in clusters(where.campaign)},
    )


def _own(code: str) -> Stage:
    """A campaign of the units the person works for."""
    where = stage_of(code)
    return where if where.campaign.id in {each.id for each in desk.campaigns_of(rights())} else abort(404)


def _activities(where: Stage) -> dict[str, Activity]:
    """By code, in the order of the newest rules; older versions know what those have dropped."""
    found = {each.code: each for each in where.book.newest.activities}
    for rules in where.book.rule_sets:
        found |= {each.code: each for each in rules.activities if each.code not in found}
    return found


def _kinds(where: Stage, found: Dashboard) -> list[tuple[Activity, int, Bars]]:
    """Each type of work with its true count and its own bars: unlike units share no scale."""
    shown = []
    for code, activity in _activities(where).items():
        values = {each.day: each.verified for each in found.activity.done if each.activity_code == code}
        if values:
            shown.append((activity, sum(values.values()), day_bars(found.activity.spans, values, LOW)))
    return shown


def _by_day(found: Dashboard) -> dict[date, list[tuple[str, int]]]:
    """What the bars say, to be read: by day or week the types of work with their counts."""
    days: dict[date, list[tuple[str, int]]] = {}
    for each in found.activity.done:
        days.setdefault(each.day, []).append((each.activity_code, each.verified))
    return dict(sorted(days.items()))


def _sheet(where: Stage, found: Dashboard, country: bool) -> unit_dots.Sheet | None:
    if country:
        return unit_dots.of_country(provinces(), found.units)
    return unit_dots.of_units(found.units, where.campaign.unit.path)
