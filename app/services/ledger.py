"""The ledger's one way in: gapless numbers per campaign, and standings that move with their entries.

This is the hot path of a verification: SQL expression statements, no ORM objects.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects import postgresql

from app import clock
from app.database import db
from app.models import Enrolment, LedgerEntry, LedgerHead, Standing, Tally


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


def post(enrolment: Enrolment, movements: Sequence[Movement], actor_id: int) -> int:
    """Append the movements to the campaign's chain and move the standing; returns the last sequence."""
    campaign_id = enrolment.campaign_id
    if not movements:
        return sequence(campaign_id)
    head = advance(campaign_id, len(movements))
    first = head - len(movements) + 1
    now = clock.now()
    db.session.execute(
        insert(LedgerEntry.__table__),
        [
            row(movement, campaign_id, seq, enrolment.id, actor_id, now)
            for seq, movement in enumerate(movements, start=first)
        ],
    )
    _move_standing(enrolment.id, movements, head)
    move_tallies(campaign_id, movements)
    tell(campaign_id, head)
    return head


def sequence(campaign_id: int) -> int:
    """The last sequence of the campaign's chain; 0 before its first entry."""
    found = db.session.scalar(select(LedgerHead.seq).where(LedgerHead.campaign_id == campaign_id))
    return found or 0


def advance(campaign_id: int, count: int) -> int:
    """Take `count` numbers; the head row stays locked until the commit, so nobody gets numbers in between."""
    return db.session.execute(
        update(LedgerHead)
        .where(LedgerHead.campaign_id == campaign_id)
        .values(seq=LedgerHead.seq + count)
        .returning(LedgerHead.seq)
    ).scalar_one()


def row(
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


def _move_standing(enrolment_id: int, movements: Sequence[Movement], head: int) -> None:
    db.session.execute(
        update(Standing)
        .where(Standing.enrolment_id == enrolment_id)
        .values(
            points=Standing.points + sum(each.points for each in movements),
            verified_quantity=Standing.verified_quantity + sum(each.verified for each in movements),
            scored_quantity=Standing.scored_quantity + sum(each.scored for each in movements),
            penalty_points=Standing.penalty_points - sum(each.points for each in movements if each.kind == "penalty"),
            last_entry_seq=head,
        )
        .execution_options(synchronize_session="fetch")
    )


def move_tallies(campaign_id: int, movements: Sequence[Movement]) -> None:
    """The head row is held, so nobody else moves this campaign's tallies now."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in movements:
        if each.activity_code:
            sums[each.activity_code][0] += each.verified
            sums[each.activity_code][1] += each.scored
    for code, (verified, scored) in sorted(sums.items()):
        moved = db.session.execute(
            update(Tally.__table__)
            .where(Tally.campaign_id == campaign_id, Tally.activity_code == code)
            .values(
                verified_quantity=Tally.verified_quantity + verified,
                scored_quantity=Tally.scored_quantity + scored,
            )
        )
        if not moved.rowcount:
            db.session.execute(
                insert(Tally.__table__).values(
                    campaign_id=campaign_id,
                    activity_code=code,
                    verified_quantity=verified,
                    scored_quantity=scored,
                )
            )


def tell(campaign_id: int, head: int) -> None:
    """On PostgreSQL, wake whoever watches the chain; the notice leaves with the commit."""
    if db.session.get_bind().dialect.name == postgresql.dialect.name:
        db.session.execute(select(func.pg_notify("ledger", f"{campaign_id}:{head}")))
