"""Who else of a team was where, and when, on one day: what a new report may not repeat."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import and_, bindparam, or_, select

from app.database import db
from app.models import Attendance, Report, ReportLine, Verdict
from app.rulebook.presence import Presence

PRESENT = (
    select(Report.id, Report.begins_at, Report.ends_at, ReportLine.activity_code)
    .join(ReportLine, ReportLine.report_id == Report.id)
    .outerjoin(Verdict, and_(Verdict.decision_id == Report.decision_id, Verdict.line_id == ReportLine.id))
    .where(
        Report.enrolment_id == bindparam("enrolment"),
        Report.activity_day == bindparam("day"),
        Report.begins_at.is_not(None),
        Report.ends_at.is_not(None),
        ReportLine.claimed > 0,
        or_(
            Report.state.in_(("submitted", "returned")),
            and_(Report.state == "decided", Verdict.verified_quantity > 0),
        ),
    )
    .order_by(Report.id)
)
"""Drafts and withdrawn reports do not count, nor do lines of which the live decision verified nothing."""


def presences(enrolment_id: int, day: date, without: int | None) -> list[Presence]:
    """The team's reports of that day whose hours are known, one each, less the one being sent (`without`, its id)."""
    hours: dict[int, tuple[int | None, int | None]] = {}
    activities: defaultdict[int, set[str]] = defaultdict(set)
    for report_id, begins_at, ends_at, code in db.session.execute(PRESENT, {"enrolment": enrolment_id, "day": day}):
        if report_id != without:
            hours[report_id] = (begins_at, ends_at)
            activities[report_id].add(code)
    members = _members(list(hours)) if hours else {}
    return [Presence(frozenset(activities[each]), frozenset(members[each]), *span) for each, span in hours.items()]


def _members(report_ids: list[int]) -> Mapping[int, set[int]]:
    rows = db.session.execute(
        select(Attendance.report_id, Attendance.person_id).where(Attendance.report_id.in_(report_ids))
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for report_id, person_id in rows:
        found[report_id].add(person_id)
    return found
