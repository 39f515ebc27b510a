"""How a team's points came about: the ledger's sums line by line, with the arithmetic that gives them."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.models import Enrolment, LedgerEntry, Report, ReportLine
from app.queries.horizon import Horizon
from app.queries.rules import RuleBook
from app.queries.work import in_sight
from app.rulebook.worth import Line, Worth, submission_order, worth


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One line's sums; `worth` is the arithmetic behind them, None where the rules of today give another price."""

    line: Line
    verified: int
    scored: int
    points: int
    rules_version: int
    posted_at: datetime
    worth: Worth | None


def why_lines(enrolment: Enrolment, horizon: Horizon, days: Collection[date]) -> dict[date, list[WhyLine]]:
    """The lines of those days in the order in which caps are filled."""
    if not days:
        return {}
    rows = _lines(enrolment, horizon, min(days).replace(day=1), _month_end(max(days)))
    due = _worth([_line(row) for row in rows if row.verified], horizon.stage.book)
    found: defaultdict[date, list[WhyLine]] = defaultdict(list)
    for row in rows:
        if row.activity_day in days and (row.verified or row.points):
            found[row.activity_day].append(_why(row, due))
    for lines in found.values():
        lines.sort(key=lambda each: submission_order(each.line))
    return dict(found)


def _lines(enrolment: Enrolment, horizon: Horizon, first: date, last: date) -> list[Any]:
    """Whole months, because a monthly cap ties its days together."""
    steady = (
        LedgerEntry.line_id,
        LedgerEntry.activity_code,
        LedgerEntry.activity_day,
        Report.late,
        Report.team_size,
        Report.first_submitted_at,
        Report.uuid,
        ReportLine.position,
    )
    return list(
        db.session.execute(
            select(
                *steady,
                func.sum(LedgerEntry.verified_quantity).label("verified"),
                func.sum(LedgerEntry.scored_quantity).label("scored"),
                func.sum(LedgerEntry.points).label("points"),
                func.max(LedgerEntry.rules_version).label("rules_version"),
                func.max(LedgerEntry.posted_at).label("posted_at"),
            )
            .join(ReportLine, ReportLine.id == LedgerEntry.line_id)
            .join(Report, Report.id == LedgerEntry.report_id)
            .where(*in_sight(enrolment, horizon), LedgerEntry.activity_day.between(first, last))
            .group_by(*steady)
        )
    )


def _line(row: Any) -> Line:
    return Line(
        (row.line_id, row.activity_day),
        row.activity_code,
        row.activity_day,
        int(row.verified),
        row.late,
        row.team_size,
        row.first_submitted_at,
        row.uuid,
        row.position,
    )


def _worth(lines: Iterable[Line], book: RuleBook) -> dict[Any, Worth]:
    known = [each for each in lines if each.activity_code in book.on(each.activity_day).by_code]
    return worth(known, book.on)


def _why(row: Any, due: dict[Any, Worth]) -> WhyLine:
    line, verified, scored, points = _line(row), int(row.verified), int(row.scored), int(row.points)
    price = due.get(line.key)
    agrees = price is not None and (price.points, price.scored) == (points, scored)
    return WhyLine(line, verified, scored, points, row.rules_version, row.posted_at, price if agrees else None)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
