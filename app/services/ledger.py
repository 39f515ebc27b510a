"""The ledger's one way in: gapless numbers per campaign, and standings that move with their entries.

This is the hot path of a verification: SQL expression statements, no ORM objects.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql

from app import clock
from app.database import Base, db
from app.models import LedgerHead
from app.services import tallies

ENTRIES = Base.metadata.tables["ledger_entries"]
STANDINGS = Base.metadata.tables["standings"]


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry to be posted: differences, with the reason as a code and the cause that makes it unique."""

    kind: str
    verified: int
    scored: int
    points: int
    rules_version: int
    reason: str
    cause: str
    line_id: int | None = None
    report_id: int | None = None
    activity_code: str | None = None
    activity_day: date | None = None


Batch = Mapping[int, Sequence[Movement]]


def post(campaign_id: int, batch: Batch, actors: Mapping[int, int]) -> dict[int, int]:
    """Append each enrolment's movements in turn and move its standing, in one go for one team or for all of them.

    `batch` and `actors` (person ids) are by enrolment id; returns by enrolment the chain's sequence after its own.
    """
    count = sum(map(len, batch.values()))
    head = _advance(campaign_id, count) if count else sequence(campaign_id)
    seq, after, now = head - count, {}, clock.now()
    entries: list[dict[str, Any]] = []
    for enrolment_id, movements in batch.items():
        for each in movements:
            seq += 1
            entries.append(_row(each, campaign_id, seq, enrolment_id, actors[enrolment_id], now))
        after[enrolment_id] = seq
    if count:
        db.session.execute(insert(ENTRIES), entries)
        _move_standings(batch, after)
        tallies.move(campaign_id, _moved(batch))
        _tell(campaign_id, head)
    return after


def sequence(campaign_id: int) -> int:
    """The last sequence of the campaign's chain; 0 before its first entry."""
    found = db.session.scalar(select(LedgerHead.seq).where(LedgerHead.campaign_id == campaign_id))
    return found or 0


def _advance(campaign_id: int, count: int) -> int:
    """Take `count` numbers; the head row stays locked until the commit, so nobody gets numbers in between."""
    return db.session.execute(
        update(LedgerHead)
        .where(LedgerHead.campaign_id == campaign_id)
        .values(seq=LedgerHead.seq + count)
        .returning(LedgerHead.seq)
    ).scalar_one()


def _row(
    movement: Movement, campaign_id: int, seq: int, enrolment_id: int, actor_id: int, now: object
) -> dict[str, object]:
    return {
        "campaign_id": campaign_id,
        "seq": seq,
        "enrolment_id": enrolment_id,
        "line_id": movement.line_id,
        "report_id": movement.report_id,
        "activity_code": movement.activity_code,
        "activity_day": movement.activity_day,
        "kind": movement.kind,
        "verified_quantity": movement.verified,
        "scored_quantity": movement.scored,
        "points": movement.points,
        "rules_version": movement.rules_version,
        "actor_id": actor_id,
        "reason": movement.reason,
        "cause": movement.cause,
        "posted_at": now,
    }


def _moved(batch: Batch) -> Iterator[tallies.Moved]:
    for enrolment_id, movements in batch.items():
        for each in movements:
            yield enrolment_id, each.activity_code, each.verified, each.scored, each.points


def _move_standings(batch: Batch, after: Mapping[int, int]) -> None:
    """One statement for all teams; nobody holds a Standing object across a settlement."""
    db.session.connection().execute(
        update(STANDINGS)
        .where(STANDINGS.c.enrolment_id == bindparam("enrolment"))
        .values(
            points=STANDINGS.c.points + bindparam("more_points"),
            verified_quantity=STANDINGS.c.verified_quantity + bindparam("more_verified"),
            scored_quantity=STANDINGS.c.scored_quantity + bindparam("more_scored"),
            penalty_points=STANDINGS.c.penalty_points + bindparam("more_penalties"),
            last_entry_seq=bindparam("last"),
        ),
        [
            {
                "enrolment": enrolment_id,
                "more_points": sum(each.points for each in movements),
                "more_verified": sum(each.verified for each in movements),
                "more_scored": sum(each.scored for each in movements),
                "more_penalties": -sum(each.points for each in movements if each.kind == "penalty"),
                "last": after[enrolment_id],
            }
            for enrolment_id, movements in batch.items()
            if movements
        ],
    )


def _tell(campaign_id: int, head: int) -> None:
    """On PostgreSQL, wake whoever watches the chain; the notice leaves with the commit."""
    if db.session.get_bind().dialect.name == postgresql.dialect.name:
        db.session.execute(select(func.pg_notify("ledger", f"{campaign_id}:{head}")))
