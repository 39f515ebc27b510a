"""A team's public pages: what it did, why it has its points, and whether it is genuine. Members are never listed."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.live.boards import boards
from app.models import Enrolment
from app.queries.campaigns import stage
from app.queries.enrolments import current_of
from app.queries.horizon import Horizon
from app.queries.movement import rank_history
from app.queries.reach import reach
from app.queries.team_page import days_of, enrolment_of, kinds_of, nearest, runs_today, team_by_code, tiles_of
from app.queries.team_photos import shown_of
from app.queries.team_weeks import weeks_of
from app.queries.why import why_lines
from app.queries.work import extras_of, points_of, totals_of, work_of
from app.services.late_openings import OPENING
from app.views.charts import rank_line, week_bars
from app.views.context import show
from app.views.current import rights
from app.views.fragments import page_or_fragment
from app.views.paging import page_of
from app.views.policy import policy
from app.views.sight import horizon_of, own_teams
from app.views.team_photos import may_set
from app.views.week_words import week_words

pages = Blueprint("teams", __name__)
pages.add_app_template_filter(week_words, "week_words")

DAYS_A_PAGE = 10


@pages.get("/teams/mine")
@policy("see_today")
def mine() -> ResponseReturnValue:
    enrolment = current_of(rights(), "captain", "member") or abort(404)
    return redirect(url_for("teams.page", code=enrolment.team.code, campaign=enrolment.campaign.code))


@pages.get("/teams/<code>")
@policy("view_public")
def page(code: str) -> ResponseReturnValue:
    enrolment, seen = team_seen(code)
    tiles = tiles_of(enrolment, seen)
    far, weeks = reach(seen), weeks_of(enrolment, seen)
    return render_template(
        "teams/page.html",
        **frame(enrolment, seen),
        reach=far,
        place=boards(seen, far).place_of(enrolment.id),
        points=points_of(enrolment, seen),
        kinds=kinds_of(totals_of(enrolment, seen), seen.stage.book.newest.by_code),
        days=days_of(work_of(enrolment, seen, DAYS_A_PAGE + 1)),
        tiles=tiles,
        nearest=nearest(tiles),
        line=rank_line(rank_history(seen, enrolment.id)),
        weeks=weeks,
        bars=week_bars(weeks.weeks),
        photo=shown_of(enrolment.team),
        may_set_photo=may_set(enrolment.team),
        is_own=enrolment.team_id in own_teams(),
        can_open_days=rights().covers(enrolment.team.unit.path, *OPENING),
    )


@pages.get("/teams/<code>/why")
@policy("view_public")
def why(code: str) -> ResponseReturnValue:
    enrolment, seen = team_seen(code)
    days = days_of(work_of(enrolment, seen))
    shown = page_of(lambda limit, offset: days[offset : offset + limit], DAYS_A_PAGE)
    extras = extras_of(enrolment, seen)
    return page_or_fragment(
        "teams/why.html",
        "teams/_why.html",
        **frame(enrolment, seen),
        reach=reach(seen),
        days=shown,
        lines=why_lines(enrolment, seen, [each.day for each in shown.items]),
        extras=extras,
        earned=sum(each.points for each in days),
        total=points_of(enrolment, seen),
        is_own=enrolment.team_id in own_teams(),
    )


@pages.get("/teams/<code>/check")
@policy("view_public")
def check(code: str) -> ResponseReturnValue:
    team = team_by_code(code)
    if team is None:
        return render_template("teams/unknown.html", code=code[:40]), 404
    enrolment = enrolment_of(team, "")
    if enrolment:
        show(enrolment.campaign)
    active = bool(enrolment and runs_today(enrolment.campaign))
    return render_template("teams/check.html", team=team, enrolment=enrolment, active=active)


def team_seen(code: str) -> tuple[Enrolment, Horizon]:
    """The team's place in the campaign the address names, as far as the reader may see it."""
    team = team_by_code(code) or abort(404)
    enrolment = enrolment_of(team, request.args.get("campaign", "")) or abort(404)
    show(enrolment.campaign)
    return enrolment, horizon_of(stage(enrolment.campaign))


def frame(enrolment: Enrolment, seen: Horizon) -> dict[str, object]:
    return {"enrolment": enrolment, "team": enrolment.team, "stage": seen.stage, "horizon": seen}
