"""Training and monthly meetings: the organiser ticks off who came."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import local_day
from app.database import transaction
from app.forms.organising import COUNT, OrganisingForm
from app.models import Campaign, Enrolment
from app.queries import organising
from app.queries.campaigns import Stage, stage
from app.rulebook.gatherings import counts_members, gatherings, most
from app.rulebook.rules import Activity
from app.services import organising as service
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import policy
from app.views.wording import worded

pages = Blueprint("organising", __name__)

MOST_SHOWN = 200


@pages.get("/campaigns/<code>/organising")
@policy("organise")
def index(code: str) -> ResponseReturnValue:
    where = stage(_own(code))
    return _page(where, OrganisingForm.asked(request.args, _today(where)))


@pages.post("/campaigns/<code>/gatherings")
@policy("organise")
def record(code: str) -> ResponseReturnValue:
    where = stage(_own(code))
    form = OrganisingForm.sent(request.form, _today(where))
    day, activity = _asked(where, form)
    enrolments = organising.enrolments_of(rights(), where.campaign)
    if not form.counts.keys() <= {each.team.code for each in enrolments}:
        abort(404)
    chosen = [each for each in enrolments if form.counts.get(each.team.code)]
    gathering = activity and form.gathering(activity, day, organising.rows(rights(), chosen, activity.code, day))
    if not gathering:
        return _page(where, form), 422
    try:
        with transaction():
            new = service.record(where.campaign, gathering, person())
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _page(where, form), 422
    flash(_("Đã ghi %(count)s đội.", count=new) if new else _("Các đội này đã được ghi từ trước."), "good")
    return redirect(url_for("organising.index", code=code, kind=form.kind, day=form.day, unit=form.unit or None), 303)


def _own(code: str) -> Campaign:
    """A campaign that teams of the person's units take part in."""
    return next((each for each in organising.campaigns_of(rights()) if each.code == code), None) or abort(404)


def _today(where: Stage) -> date:
    """The day the form begins with: today, within the campaign."""
    today = local_day(where.now, where.campaign.zone)
    return min(max(today, where.campaign.starts_on), where.campaign.ends_on)


def _asked(where: Stage, form: OrganisingForm) -> tuple[date, Activity | None]:
    """The day and the kind by the rules of that day; without a kind the first, and none that is not offered."""
    day = form.wanted_day(_today(where))
    offered = gatherings(where.book.on(day))
    form.kind = form.kind or (offered[0].code if offered else "")
    found = next((each for each in offered if each.code == form.kind), None)
    if found is None and offered:
        form.errors["kind"] = _("Bạn chọn loại việc trong danh sách.")
    return day, found


def _page(where: Stage, form: OrganisingForm) -> str:
    show(where.campaign)
    day, activity = _asked(where, form)
    every = organising.enrolments_of(rights(), where.campaign)
    wanted = [each for each in every if form.unit in ("", each.team.unit.code)]
    return render_template(
        "organising/index.html",
        stage=where,
        form=form,
        faults=_faults(form, every),
        day=day,
        activity=activity,
        kinds=[(each.code, each.label) for each in gatherings(where.book.on(day))],
        by_members=activity is not None and counts_members(activity),
        most=most,
        units=_units(every),
        rows=organising.rows(rights(), wanted[:MOST_SHOWN], activity.code, day) if activity else [],
        hidden=max(0, len(wanted) - MOST_SHOWN),
        future=day > local_day(where.now, where.campaign.zone),
    )


def _units(enrolments: Sequence[Enrolment]) -> list[tuple[str, str]]:
    """The units that have teams, each once."""
    return list({each.team.unit.code: each.team.unit.name for each in enrolments}.items())


def _faults(form: OrganisingForm, enrolments: Sequence[Enrolment]) -> list[tuple[str, str]]:
    """What is wrong, for the summary: a team's field under the team's name."""
    names = {COUNT + each.team.code: each.team.name for each in enrolments}
    return [(field, f"{names[field]}: {said}" if field in names else said) for field, said in form.errors.items()]
