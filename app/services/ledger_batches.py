"""Movements of many teams of one campaign in one go: the same entries, standings and tallies as team after team."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, update

from app import clock
from app.database import db
from app.models import LedgerEntry, Standing
from app.services import ledger
from app.services.ledger import Movement

Batch = Mapping[int, Sequence[Movement]]


def post(campaign_id: int, batch: Batch, actors: Mapping[int, int]) -> dict[int, int]:
    """Append each enrolment's movements in turn; returns by enrolment the chain's sequence after its own."""
    count = sum(map(len, batch.values()))
    head = ledger.advance(campaign_id, count) if count else ledger.sequence(campaign_id)
    seq, after, now = head - count, {}, clock.now()
    entries: list[dict[str, Any]] = []
    for enrolment_id, movements in batch.items():
        for each in movements:
            seq += 1
            entries.append(ledger.row(each, campaign_id, seq, enrolment_id, actors[enrolment_id], now))
        after[enrolment_id] = seq
    if count:
        db.session.execute(insert(LedgerEntry.__table__), entries)
        _move_standings(batch, after)
        ledger.move_tallies(campaign_id, [each for movements in batch.values() for each in movements])
        ledger.tell(campaign_id, head)
    return after


def _move_standings(batch: Batch, after: Mapping[int, int]) -> None:
    """One statement for all; whoever holds Standing objects in the session reads them again."""
    table = Standing.__table__
    db.session.connection().execute(
        update(table)
        .where(table.c.enrolment_id == bindparam("enrolment"))
        .values(
            points=table.c.points + bindparam("more_points"),
            verified_quantity=table.c.verified_quantity + bindparam("more_verified"),
            scored_quantity=table.c.scored_quantity + bindparam("more_scored"),
            last_entry_seq=bindparam("last"),
        ),
        [
            {
                "enrolment": enrolment_id,
                "more_points": sum(each.points for each in movements),
                "more_verified": sum(each.verified for each in movements),
                "more_scored": sum(each.scored for each in movements),
                "last": after[enrolment_id],
            }
            for enrolment_id, movements in batch.items()
            if movements
        ],
    )
