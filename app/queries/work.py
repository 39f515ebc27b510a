"""A team's verified work and its points, as the ledger holds them and as far as a reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.models import Enrolment, LedgerEntry, Standing, TeamTally
from app.queries.horizon import Horizon


@dataclass(frozen=True, slots=True)
class Work:
    """What the ledger holds of one activity type on one day."""

    day: date
    activity_code: str
    verified: int
    scored: int
    points: int


@dataclass(frozen=True, slots=True)
class Extra:
    """A movement outside lines: bonus, penalty, reversal, annulment."""

    kind: str
    reason: str
    points: int
    posted_at: datetime
    seq: int


def work_of(enrolment: Enrolment, horizon: Horizon, latest_days: int | None = None) -> list[Work]:
    """The team's work by day and activity type, newest day first; what was taken back whole is left out.

    `latest_days` bounds it to the team's newest days with entries.
    """
    since = [] if latest_days is None else [LedgerEntry.activity_day.in_(_days(enrolment, horizon, latest_days))]
    rows: Iterable[Any] = db.session.execute(
        select(
            LedgerEntry.activity_day,
            LedgerEntry.activity_code,
            func.sum(LedgerEntry.verified_quantity),
            func.sum(LedgerEntry.scored_quantity),
            func.sum(LedgerEntry.points),
        )
        .where(*in_sight(enrolment, horizon), LedgerEntry.line_id.is_not(None), *since)
        .group_by(LedgerEntry.activity_day, LedgerEntry.activity_code)
        .order_by(LedgerEntry.activity_day.desc(), LedgerEntry.activity_code)
    )
    found = [Work(row[0], row[1], *map(int, row[2:])) for row in rows]
    return [each for each in found if each.verified or each.points]


def _days(enrolment: Enrolment, horizon: Horizon, count: int) -> Sequence[date | None]:
    return db.session.scalars(
        select(LedgerEntry.activity_day)
        .where(*in_sight(enrolment, horizon), LedgerEntry.activity_day.is_not(None))
        .distinct()
        .order_by(LedgerEntry.activity_day.desc())
        .limit(count)
    ).all()


def totals_of(enrolment: Enrolment, horizon: Horizon) -> dict[str, tuple[int, int, int]]:
    """Verified, scored and points by activity type: as prepared with each commit, or summed behind a freeze."""
    if horizon.seq is None:
        kept = db.session.scalars(select(TeamTally).where(TeamTally.enrolment_id == enrolment.id))
        return {each.activity_code: (each.verified_quantity, each.scored_quantity, each.points) for each in kept}
    sums: dict[str, tuple[int, int, int]] = {}
    for each in work_of(enrolment, horizon):
        verified, scored, points = sums.get(each.activity_code, (0, 0, 0))
        sums[each.activity_code] = (verified + each.verified, scored + each.scored, points + each.points)
    return sums


def points_of(enrolment: Enrolment, horizon: Horizon) -> int:
    """The team's points: its standing, or the sum of what a freeze lets the reader see."""
    if horizon.seq is None:
        standing = db.session.get(Standing, enrolment.id)
        return standing.points if standing else 0
    found = db.session.scalar(select(func.sum(LedgerEntry.points)).where(*in_sight(enrolment, horizon)))
    return int(found or 0)


def extras_of(enrolment: Enrolment, horizon: Horizon) -> list[Extra]:
    """Movements that belong to no line, newest first."""
    rows = db.session.execute(
        select(LedgerEntry.kind, LedgerEntry.reason, LedgerEntry.points, LedgerEntry.posted_at, LedgerEntry.seq)
        .where(*in_sight(enrolment, horizon), LedgerEntry.line_id.is_(None))
        .order_by(LedgerEntry.seq.desc())
    )
    return [Extra(*row) for row in rows]


def in_sight(enrolment: Enrolment, horizon: Horizon) -> list[ColumnElement[bool]]:
    """What selects the team's entries up to the reader's horizon.

    The enrolment alone says which campaign; naming the campaign too would make SQLite walk its whole ledger.
    """
    seen = [LedgerEntry.enrolment_id == enrolment.id]
    return seen if horizon.seq is None else [*seen, LedgerEntry.seq <= horizon.seq]
