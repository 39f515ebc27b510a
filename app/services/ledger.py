"""The ledger's one way in: a gapless hash chain per campaign, and standings that move with their entries.

This is the hot path of a verification: SQL expression statements, no ORM objects.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql

from app import clock
from app.database import Base, db
from app.models import Campaign
from app.queries.past_board import last_posted
from app.services import tallies
from app.services.entries import Posting, entry_of, is_penalty

ENTRIES = Base.metadata.tables["ledger_entries"]
STANDINGS = Base.metadata.tables["standings"]
HEADS = Base.metadata.tables["ledger_heads"]
# Statements are made once: making one costs several times what running it does.
HEAD = select(HEADS.c.seq, HEADS.c.hash).where(HEADS.c.campaign_id == bindparam("campaign")).with_for_update()
INSERT = insert(ENTRIES)
MOVE_HEAD = (
    update(HEADS)
    .where(HEADS.c.campaign_id == bindparam("campaign"))
    .values(seq=bindparam("seq"), hash=bindparam("hash"))
)
MOVE_STANDING = (
    update(STANDINGS)
    .where(STANDINGS.c.enrolment_id == bindparam("enrolment"))
    .values(
        points=STANDINGS.c.points + bindparam("more_points"),
        verified_quantity=STANDINGS.c.verified_quantity + bindparam("more_verified"),
        scored_quantity=STANDINGS.c.scored_quantity + bindparam("more_scored"),
        penalty_points=STANDINGS.c.penalty_points + bindparam("more_penalties"),
        last_entry_seq=bindparam("last"),
    )
)
TELL = select(func.pg_notify("ledger", bindparam("told")))


def post(campaign: Campaign, postings: Sequence[Posting]) -> dict[int, int]:
    """Append each team's movements in turn and move its standing, in one go for one team or for all of them.

    Returns by enrolment id the chain's sequence after its own entries.
    """
    if not any(each.movements for each in postings):
        head = last_posted(campaign)
        tell(campaign.id, head)
        return dict.fromkeys((each.enrolment.id for each in postings), head)
    connection = db.session.connection()
    seq, last = connection.execute(HEAD, {"campaign": campaign.id}).one()
    after, entries, now = {}, [], clock.now()
    for posting in postings:
        for movement in posting.movements:
            seq += 1
            entries.append(entry_of(movement, campaign, seq, last, posting, now))
            last = entries[-1]["hash"]
        after[posting.enrolment.id] = seq
    connection.execute(INSERT, entries)
    _move_standings(postings, after)
    tallies.move(_moved(campaign.id, postings))
    connection.execute(MOVE_HEAD, {"campaign": campaign.id, "seq": seq, "hash": last})
    tell(campaign.id, seq)
    return after


def _moved(campaign_id: int, postings: Sequence[Posting]) -> Iterator[tallies.Moved]:
    for posting in postings:
        for each in posting.movements:
            if each.activity_code:
                yield tallies.Moved(
                    campaign_id,
                    posting.enrolment.id,
                    each.activity_code,
                    each.activity_day,
                    each.verified,
                    each.scored,
                    each.points,
                )


def _move_standings(postings: Sequence[Posting], after: dict[int, int]) -> None:
    """One statement for all teams; nobody holds a Standing object across a settlement."""
    db.session.connection().execute(
        MOVE_STANDING,
        [
            {
                "enrolment": enrolment.id,
                "more_points": sum(each.points for each in movements),
                "more_verified": sum(each.verified for each in movements),
                "more_scored": sum(each.scored for each in movements),
                "more_penalties": -sum(each.points for each in movements if is_penalty(each)),
                "last": after[enrolment.id],
            }
            for enrolment, _, movements in postings
            if movements
        ],
    )


def tell(campaign_id: int, head: int) -> None:
    """On PostgreSQL, wake whoever watches the boards; the notice leaves with the commit."""
    if db.session.get_bind().dialect.name == postgresql.dialect.name:
        db.session.execute(TELL, {"told": f"{campaign_id}:{head}"})
