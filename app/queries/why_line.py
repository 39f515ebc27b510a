"""One line of a report in the ledger: every entry that moved it, and the arithmetic of what they add up to."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from app.database import db
from app.models import Enrolment, LedgerEntry, Person
from app.queries.horizon import Horizon
from app.queries.why import WhyLine, why_lines
from app.queries.work import in_sight


class Posted(NamedTuple):
    """One entry of a line, and who posted it."""

    seq: int
    kind: str
    reason: str
    activity_code: str
    activity_day: date
    verified: int
    scored: int
    points: int
    rules_version: int
    at: datetime
    by: str
    by_system: bool


def entries_of_line(enrolment: Enrolment, horizon: Horizon, line_id: int) -> Sequence[Posted]:
    """The line's entries in sight, the oldest first; none for a line of another team."""
    entry = LedgerEntry
    rows: Any = db.session.execute(
        select(
            entry.seq,
            entry.kind,
            entry.reason,
            entry.activity_code,
            entry.activity_day,
            entry.verified_quantity,
            entry.scored_quantity,
            entry.points,
            entry.rules_version,
            entry.posted_at,
            Person.full_name,
            Person.is_system,
        )
        .join(Person, Person.id == entry.actor_id)
        .where(*in_sight(enrolment, horizon), entry.line_id == line_id)
        .order_by(entry.seq)
    )
    return [Posted(*row) for row in rows]


def why_line(enrolment: Enrolment, horizon: Horizon, day: date, line_id: int) -> WhyLine | None:
    """The arithmetic of the line; None where all of it was taken back."""
    lines = why_lines(enrolment, horizon, [day]).get(day, [])
    return next((each for each in lines if each.line.key == (line_id, day)), None)
