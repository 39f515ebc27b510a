"""The report form's page, for a new report and for a correction."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.clock import local_day, now
from app.forms import fields
from app.forms.fields import Wrong
from app.forms.report_fields import is_uuid
from app.forms.reports import ReportForm
from app.models import Enrolment, JointSession, LateOpening, Report
from app.models.places import PLACE_KINDS
from app.queries import joint_sessions, late_openings, reports
from app.queries.campaigns import Stage, stage
from app.queries.members import members_on
from app.rulebook import evidence
from app.rulebook.rules import Activity, RuleSet
from app.services.refusals import Refused
from app.services.report_photos import photos_of
from app.views import report_photos
from app.views.context import show
from app.views.wording import worded
from app.views.words import place_kind

BESIDE = {
    "no_lines": "lines",
    "activity_not_offered": "lines",
    "day_outside_campaign": "activity_day",
    "report_early": "activity_day",
    "report_locked": "activity_day",
    "unknown_member": "members",
    "presence_twice": "begins_at",
    "above_share": "joint_session",
    "joint_other_day": "joint_session",
    "joint_unknown": "joint_session",
    "photos_many": "photo",
    "photo_private": "photo",
}
"""The field that a refusal is about."""

STATUS = {"report_differs": 409, "report_changed": 409, "writer_busy": 503}
"""What is no fault of a field."""

EVIDENCE = {
    evidence.PHOTO: "photo",
    evidence.CONFIRMATION: "service_confirmation",
    evidence.ATTENDANCE: "members",
    evidence.DOCUMENT: "document_reference",
    evidence.LINK: "media_link",
}
"""The field of each kind of evidence."""


class Offer(NamedTuple):
    """The team's joint sessions of one day, each with what the team may still report, by activity."""

    sessions: Sequence[tuple[JointSession, dict[str, int]]]
    rules: RuleSet
    day: date


def render(form: ReportForm, enrolment: Enrolment, report: Report | None = None) -> str:
    show(enrolment.campaign)
    where = stage(enrolment.campaign)
    members = members_on(enrolment.team_id, local_day(now(), enrolment.campaign.zone))
    usual = reports.usual_kinds(enrolment) | {code for code, value in form.quantities.items() if value}
    return render_template(
        "reports/form.html",
        form=form,
        report=report,
        enrolment=enrolment,
        stage=where,
        offered=offered(enrolment, where),
        usual=usual,
        member_choices=[(each.id, each.full_name) for each in members],
        place_kinds=[(code, place_kind(code)) for code in PLACE_KINDS],
        history=reports.history(report) if report else (),
        offer=joint_offer(enrolment, form.activity_day, report, form.joint_session),
        openings=_openings(enrolment, where),
        own_photos=photos_of(report) if report else (),
        carried_photos=report_photos.waiting(form),
        proofs_asked=evidence.asked(offered(enrolment, where)),
        most_photos=evidence.MOST_PHOTOS,
    )


def refused(
    form: ReportForm, refusal: Refused, enrolment: Enrolment, report: Report | None = None
) -> ResponseReturnValue:
    """The form as it was typed, with what the refusal says beside the field it is about."""
    missing = str(refusal.facts.get("first", ""))
    form.errors[EVIDENCE.get(missing) or BESIDE.get(refusal.code, "form")] = worded(refusal)
    return render(form, enrolment, report), STATUS.get(refusal.code, 422)


def offered(enrolment: Enrolment, where: Stage | None = None) -> tuple[Activity, ...]:
    """The activities of today and of the days that may still be reported; the day decides when a report is sent."""
    where = where or stage(enrolment.campaign)
    today = local_day(where.now, where.campaign.zone)
    late_days = where.book.on(today).deadlines.late_days
    days = [today - timedelta(days=past) for past in range(late_days + 1)]
    found: dict[str, Activity] = {}
    for each in (*days, *(opening.activity_day for opening in _openings(enrolment, where))):
        rules = where.book.on(each)
        found |= {activity.code: activity for activity in rules.offered() if activity.code not in found}
    return tuple(found.values())


def begin_with(form: ReportForm, enrolment: Enrolment, uuid: str) -> None:
    """Begin the form with a joint session of the team: its day, and what is left of the team's share."""
    session = session_of(enrolment, uuid) or abort(404)
    form.joint_session, form.activity_day = session.uuid, session.activity_day.isoformat()
    left = joint_sessions.left_of(session, enrolment.id)
    form.quantities = {code: str(quantity) for code, quantity in left.items()}


def session_of(enrolment: Enrolment, uuid: str) -> JointSession | None:
    """The team's session with that id."""
    return joint_sessions.of_team(enrolment.id, uuid) if is_uuid(uuid) else None


def joint_offer(enrolment: Enrolment, typed_day: str, report: Report | None, chosen: str = "") -> Offer | None:
    """What the form offers for the day typed, and the session already `chosen`; None for a day that cannot be read."""
    try:
        day = fields.day(typed_day[:20])
    except Wrong:
        return None
    found = list(joint_sessions.on_day(enrolment.id, day))
    kept = session_of(enrolment, chosen)
    if kept and kept not in found:
        found.append(kept)
    without = report.id if report else None
    rows = [(each, joint_sessions.left_of(each, enrolment.id, without)) for each in found]
    return Offer(rows, stage(enrolment.campaign).book.on(day), day)


def _openings(enrolment: Enrolment, where: Stage) -> Sequence[LateOpening]:
    """Days that the province opened again, while they can still be reported."""
    return late_openings.of_team(enrolment) if where.reports_open else ()


def sends() -> bool:
    return request.form.get("action") != "draft"
