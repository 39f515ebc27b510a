"""The verified lines of an enrolment and what the ledger has posted for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.models import LedgerEntry, Report, ReportLine, Verdict
from app.rulebook.worth import Line


@dataclass(frozen=True, slots=True)
class Posted:
    """The sums of one line's entries, and the day and report they belong to."""

    line_id: int
    report_id: int
    activity_code: str
    activity_day: date
    verified: int
    scored: int
    points: int


def verified_lines(enrolment_id: int, first: date, last: date, without: Collection[int] = ()) -> list[tuple[int, Line]]:
    """Lines whose live decision verified them, on days `first` to `last`, as (report id, line).

    `without` leaves out reports (by id) that are being decided now.
    """
    rows: Sequence[Any] = db.session.execute(
        select(
            Report.id,
            ReportLine.id,
            ReportLine.activity_code,
            Report.activity_day,
            Verdict.verified_quantity,
            Report.late,
            Report.team_size,
            Report.first_submitted_at,
            Report.uuid,
            ReportLine.position,
        )
        .join(ReportLine, ReportLine.report_id == Report.id)
        .join(Verdict, (Verdict.decision_id == Report.decision_id) & (Verdict.line_id == ReportLine.id))
        .where(
            Report.enrolment_id == enrolment_id,
            Report.activity_day.between(first, last),
            Report.state == "decided",
            Verdict.verdict == "verified",
            Report.id.not_in(without),
        )
    ).all()
    return [(row[0], Line(*row[1:])) for row in rows]


def posted(enrolment_id: int, first: date, last: date) -> dict[int, Posted]:
    """What the ledger holds for each line of those days."""
    rows: Sequence[Any] = db.session.execute(
        select(
            LedgerEntry.line_id,
            LedgerEntry.report_id,
            LedgerEntry.activity_code,
            LedgerEntry.activity_day,
            func.sum(LedgerEntry.verified_quantity),
            func.sum(LedgerEntry.scored_quantity),
            func.sum(LedgerEntry.points),
        )
        .where(
            LedgerEntry.enrolment_id == enrolment_id,
            LedgerEntry.activity_day.between(first, last),
            LedgerEntry.line_id.is_not(None),
        )
        .group_by(LedgerEntry.line_id, LedgerEntry.report_id, LedgerEntry.activity_code, LedgerEntry.activity_day)
    ).all()
    return {row[0]: Posted(row[0], row[1], row[2], row[3], *map(int, row[4:])) for row in rows}
