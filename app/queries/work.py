"""A team's verified work and its points, as the ledger holds them and as far as a reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.models import Enrolment, LedgerEntry
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


def work_of(enrolment: Enrolment, horizon: Horizon) -> list[Work]:
    """The team's work by day and activity type, newest day first; what was taken back whole is left out."""
    rows: Iterable[Any] = db.session.execute(
        select(
            LedgerEntry.activity_day,
            LedgerEntry.activity_code,
            func.sum(LedgerEntry.verified_quantity),
            func.sum(LedgerEntry.scored_quantity),
            func.sum(LedgerEntry.points),
        )
        .where(*in_sight(enrolment, horizon), LedgerEntry.line_id.is_not(None))
        .group_by(LedgerEntry.activity_day, LedgerEntry.activity_code)
        .order_by(LedgerEntry.activity_day.desc(), LedgerEntry.activity_code)
    )
    found = [Work(row[0], row[1], *map(int, row[2:])) for row in rows]
    return [each for each in found if each.verified or each.points]


def extras_of(enrolment: Enrolment, horizon: Horizon) -> list[Extra]:
    """Movements that belong to no line, newest first."""
    rows = db.session.execute(
        select(LedgerEntry.kind, LedgerEntry.reason, LedgerEntry.points, LedgerEntry.posted_at)
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
