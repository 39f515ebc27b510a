"""Joint sessions: a captain opens one, its teams and their verifiers read it, the report form offers it."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import local_day, now
from app.database import transaction
from app.forms.joint_sessions import SplitForm
from app.forms.joint_teams import PARTNERS, TeamsForm
from app.forms.report_fields import is_uuid
from app.models import Enrolment
from app.queries import enrolments, joint_sessions, reports
from app.queries.campaigns import stage
from app.services import joint_sessions as service
from app.services.refusals import Refused
from app.views import report_form
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import policy
from app.views.wording import worded

pages = Blueprint("joint_sessions", __name__)


@pages.get("/joint-sessions/new")
@policy("report_write")
def new() -> ResponseReturnValue:
    own = _own_enrolment()
    form = TeamsForm.asked(request.args, local_day(now(), own.campaign.zone))
    if "day" not in request.args:
        return _teams_page(own, form)
    day = form.wanted_day()
    teams = {name: _others(own, typed) for name, typed in form.teams.items() if typed}
    chosen = form.choose(own, teams)
    if form.errors or day is None or "change" in request.args:
        return _teams_page(own, form, teams)
    return _split_page([own, *chosen], day, SplitForm.sent({}, len(chosen) + 1))


@pages.post("/joint-sessions")
@policy("report_write")
def open_session() -> ResponseReturnValue:
    own = _own_enrolment()
    teams, days = _teams(own), TeamsForm.asked(request.form, date.min)
    form, day = SplitForm.sent(request.form, len(teams)), days.wanted_day()
    if day is None:
        return _teams_page(own, days), 422
    if request.form.get("action") == "split":
        form.share_out([each.size for each in teams])
        return _split_page(teams, day, form), 422 if form.errors else 200
    plan = form.plan(day, teams, {each.code for each in stage(own.campaign).book.on(day).offered()})
    if plan is None:
        return _split_page(teams, day, form), 422
    try:
        with transaction():
            session = service.open_session(form.uuid, own, plan, person())
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _split_page(teams, day, form), 409 if refusal.code == "joint_differs" else 422
    flash(_("Đã mở buổi phối hợp. Đội trưởng các đội chọn được buổi này trong báo cáo của mình."), "good")
    return redirect(url_for("joint_sessions.page", uuid=session.uuid), 303)


@pages.get("/joint-sessions/choices")
@policy("report_write")
def choices() -> ResponseReturnValue:
    """The sessions of the day that was chosen in the report form."""
    known = reports.find_own(rights(), request.args.get("report", "")[:40])
    enrolment = known.enrolment if known else _own_enrolment()
    offer = report_form.joint_offer(enrolment, request.args.get("activity_day", ""), known)
    return render_template("joint_sessions/_choice.html", offer=offer, chosen="", error="")


@pages.get("/joint-sessions/<uuid>")
@policy("report_read")
def page(uuid: str) -> ResponseReturnValue:
    session = (joint_sessions.find(rights(), uuid) if is_uuid(uuid) else None) or abort(404)
    split = joint_sessions.split_of(session)
    campaign = split.teams[0].campaign
    show(campaign)
    own = next((each for each in split.teams if each.team_id in rights().team_ids("captain", "member")), None)
    return render_template(
        "joint_sessions/page.html",
        split=split,
        rules=stage(campaign).book.on(session.activity_day),
        own=own,
        left=joint_sessions.left_of(session, own.id) if own else {},
        is_captain=own is not None and own.team_id in rights().team_ids("captain"),
    )


def _own_enrolment() -> Enrolment:
    """The captain's place in the running campaign."""
    return enrolments.current_of(rights(), "captain") or abort(404)


def _others(own: Enrolment, typed: str) -> Sequence[Enrolment]:
    """What was typed may mean; one's own team only where it means nothing else."""
    found = joint_sessions.partners(own.campaign, typed)
    return [each for each in found if each.id != own.id] or found


def _teams(own: Enrolment) -> list[Enrolment]:
    """The teams that the first step settled, the captain's own first; 404 for any other set of them."""
    codes = request.form.getlist("team")
    found = joint_sessions.teams_of(own.campaign, [each for each in codes if "\0" not in each])
    if not 1 <= len(codes) <= len(PARTNERS) or set(codes) != set(found) or own.team.code in found:
        abort(404)
    return [own, *(found[each] for each in dict.fromkeys(codes))]


def _teams_page(own: Enrolment, form: TeamsForm, found: object = None) -> str:
    show(own.campaign)
    where = stage(own.campaign)
    return render_template("joint_sessions/teams.html", own=own, stage=where, form=form, found=found or {})


def _split_page(teams: list[Enrolment], day: date, form: SplitForm) -> str:
    show(teams[0].campaign)
    where = stage(teams[0].campaign)
    return render_template(
        "joint_sessions/split.html",
        teams=teams,
        day=day,
        form=form,
        stage=where,
        rules=where.book.on(day),
        partners=dict(zip(PARTNERS, [each.team.code for each in teams[1:]], strict=False)),
    )
