"""Who took part in the work that a report tells of: nobody decides what they did themselves (trust.md I4, I5)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Date, bindparam, null, select, union_all

from app.clock import local_day, now
from app.database import db
from app.models import Attendance, BatchReport, BatchReview, Enrolment, Membership, Report

THESE: BindParameter[Sequence[int]] = bindparam("reports", expanding=True)
ANY_OF: BindParameter[Sequence[int]] = bindparam("people", expanding=True)
TOOK_PART: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(Attendance.report_id, Attendance.person_id, null().cast(Date), null().cast(Date)).where(
        Attendance.report_id.in_(THESE), Attendance.person_id.in_(ANY_OF)
    ),
    select(Report.id, Membership.person_id, Membership.starts_on, Membership.ends_on)
    .join(Enrolment, Enrolment.id == Report.enrolment_id)
    .join(Membership, Membership.team_id == Enrolment.team_id)
    .where(Report.id.in_(THESE), Membership.person_id.in_(ANY_OF)),
    select(BatchReport.report_id, BatchReview.person_id, null().cast(Date), null().cast(Date))
    .join(BatchReview, BatchReview.id == BatchReport.batch_id)
    .where(BatchReport.report_id.in_(THESE), BatchReview.person_id.in_(ANY_OF), BatchReview.applied_at.is_not(None)),
)
"""Which of some people stand in some reports, or had their decision on them taken back in a batch that reviewed them,
without days; and of whose team they have been, from when until when.
"""


def involved_in(reports: Sequence[Report], people: Collection[int]) -> defaultdict[int, set[int]]:
    """Per report id those of these people who may not judge it: its author, who attended, members on the day or
    now, and whose decision on it was taken back when their work was reviewed.

    An organiser who ticks off a training is its author and decides it in one move: there only membership excludes.
    """
    today = {each.id: local_day(now(), each.enrolment.campaign.zone) for each in reports}
    days = {each.id: (each.activity_day, today[each.id]) for each in reports}
    involved: defaultdict[int, set[int]] = defaultdict(set)
    for report in reports:
        if report.origin != "organiser":
            involved[report.id].add(report.created_by_id)
    asked = {"reports": list(days), "people": sorted(people)}
    for report_id, person_id, starts_on, ends_on in db.session.execute(TOOK_PART, asked):
        if starts_on is None or holds(starts_on, ends_on, days[report_id]):
            involved[report_id].add(person_id)
    return involved


def holds(starts_on: date, ends_on: date | None, days: Iterable[date]) -> bool:
    """Whether a membership holds on one of these days."""
    return any(starts_on <= day and (ends_on is None or day <= ends_on) for day in days)
