"""What stands in reports themselves, and what their teams did before: flags are judged by it (many reports at once)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, and_, bindparam, func, select

from app.models import Campaign, Enrolment, Evidence, Place, Report, ReportFlag, ReportLine, Verdict
from app.queries.whereabouts import VERSIONS

ByReport = Mapping[int, Sequence[Sequence[Any]]]
SENT = ("submitted", "returned", "decided")
Rows = Select[*tuple[Any, ...]]


class Head(NamedTuple):
    """What stands in the report itself."""

    id: int
    uuid: str
    enrolment_id: int
    team_id: int
    campaign_id: int
    zone: str
    day: date
    begins_at: int | None
    ends_at: int | None
    members_present: int | None
    team_size: int
    place: str | None
    hamlet: str | None
    joint_session_id: int | None
    risk: int
    versions: str


IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
HEADS: Rows = (
    select(
        Report.id,
        Report.uuid,
        Report.enrolment_id,
        Enrolment.team_id,
        Enrolment.campaign_id,
        Campaign.zone,
        Report.activity_day,
        Report.begins_at,
        Report.ends_at,
        Report.members_present,
        Report.team_size,
        Place.name,
        Place.hamlet,
        Report.joint_session_id,
        Report.risk,
        VERSIONS,
    )
    .join(Enrolment, Enrolment.id == Report.enrolment_id)
    .join(Campaign, Campaign.id == Enrolment.campaign_id)
    .outerjoin(Place, Place.id == Report.place_id)
    .where(Report.id.in_(IDS), Report.state == "submitted")
)
STORED: Rows = select(ReportFlag.report_id, ReportFlag.facts).where(ReportFlag.report_id.in_(IDS))
LINES: Rows = (
    select(ReportLine.report_id, ReportLine.activity_code, ReportLine.claimed, ReportLine.taps)
    .where(ReportLine.report_id.in_(IDS), ReportLine.claimed > 0)
    .order_by(ReportLine.report_id, ReportLine.position)
)
PHOTOS: Rows = (
    select(Evidence.report_id, Evidence.sha256, Evidence.fingerprint, Evidence.taken_at)
    .where(Evidence.report_id.in_(IDS), Evidence.removed_at.is_(None))
    .order_by(Evidence.id)
)
DONE = func.coalesce(Verdict.verified_quantity, ReportLine.claimed)
BEFORE: Rows = (
    select(Report.enrolment_id, ReportLine.activity_code, Report.activity_day, DONE)
    .join(ReportLine, ReportLine.report_id == Report.id)
    .outerjoin(Verdict, and_(Verdict.decision_id == Report.decision_id, Verdict.line_id == ReportLine.id))
    .where(
        Report.enrolment_id.in_(bindparam("enrolments", expanding=True)),
        Report.activity_day.between(bindparam("first"), bindparam("last")),
        Report.state.in_(SENT),
        ReportLine.activity_code.in_(bindparam("codes", expanding=True)),
        DONE > 0,
    )
    .order_by(Report.activity_day, Report.id)
)


def by_report(rows: Iterable[Sequence[Any]]) -> dict[int, list[Sequence[Any]]]:
    """Rows that begin with a report's id, without it, by that id."""
    found: dict[int, list[Sequence[Any]]] = {}
    for key, *rest in rows:
        found.setdefault(key, []).append(rest)
    return found
