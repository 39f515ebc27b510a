"""The status readers see (domain.md 6.2), derived from state and live decision, with what a report has earned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.models import Decision, LedgerEntry, Report, Verdict

BY_STATE = {
    "draft": "draft",
    "submitted": "submitted",
    "returned": "needs_supplement",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report's status, what was claimed and verified, and the points the ledger holds for it."""

    status: str
    claimed: int
    verified: int
    points: int


def outcomes(reports: Sequence[Report]) -> dict[int, Outcome]:
    """Per report id; three queries whatever the number."""
    verified, points, annulled = _verified(reports), _points(reports), _annulled(reports)
    return {
        each.id: _outcome(each, verified.get(each.id, 0), points.get(each.id, 0), each.id in annulled)
        for each in reports
    }


def _outcome(report: Report, verified: int, points: int, annulled: bool) -> Outcome:
    claimed = sum(line.claimed for line in report.lines)
    return Outcome("annulled" if annulled else _status(report, claimed, verified), claimed, verified, points)


def _status(report: Report, claimed: int, verified: int) -> str:
    if report.state != "decided":
        return BY_STATE[report.state]
    if not verified:
        return "rejected"
    return "verified" if verified == claimed else "partially_verified"


def _verified(reports: Sequence[Report]) -> dict[int, int]:
    live = [each.decision_id for each in reports if each.decision_id]
    rows = db.session.execute(
        select(Report.id, func.sum(Verdict.verified_quantity))
        .join(Verdict, Verdict.decision_id == Report.decision_id)
        .where(Report.decision_id.in_(live))
        .group_by(Report.id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _annulled(reports: Sequence[Report]) -> set[int]:
    live = [each.decision_id for each in reports if each.decision_id]
    wanted = select(Decision.report_id).where(Decision.id.in_(live), Decision.kind == "annulled")
    return set(db.session.scalars(wanted))


def _points(reports: Sequence[Report]) -> dict[int, int]:
    rows: Any = db.session.execute(
        select(LedgerEntry.report_id, func.sum(LedgerEntry.points))
        .where(
            LedgerEntry.enrolment_id.in_({each.enrolment_id for each in reports}),
            LedgerEntry.report_id.in_([each.id for each in reports]),
            LedgerEntry.line_id.is_not(None),
        )
        .group_by(LedgerEntry.report_id)
    )
    return {row[0]: int(row[1]) for row in rows}
