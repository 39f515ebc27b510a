"""The ledger's one way in: a gapless hash chain per campaign, and standings that move with their entries.

This is the hot path of a verification: SQL expression statements that go to the driver, no ORM objects.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from app import clock
from app.database import Base
from app.driver import is_postgresql
from app.models import Campaign
from app.models.campaigns import Contest
from app.queries.past_board import last_posted
from app.services import standing_rows, tallies
from app.services.entries import Posting, entry_of, is_penalty
from app.services.standing_rows import Following
from app.statements import Order, Statement, written

ENTRIES = Base.metadata.tables["ledger_entries"]
HEADS = Base.metadata.tables["ledger_heads"]
HEAD = Statement(
    select(HEADS.c.seq, HEADS.c.hash).where(HEADS.c.campaign_id == bindparam("campaign")).with_for_update()
)
INSERT = Statement(insert(ENTRIES))
MOVE_HEAD = Statement(
    update(HEADS)
    .where(HEADS.c.campaign_id == bindparam("campaign"))
    .values(seq=bindparam("seq"), hash=bindparam("hash"))
)
UNKNOWN: Mapping[int, Following] = MappingProxyType({})
TELL = Statement(select(func.pg_notify("ledger", bindparam("told"))))


def post(
    campaign: Campaign | Contest, postings: Sequence[Posting], following: Mapping[int, Following] = UNKNOWN
) -> dict[int, int]:
    """Append each team's movements in turn and move its standing, in one go for one team or for all of them.

    `following` are the standings' other columns by enrolment id, when they are known by now. Returns by enrolment id
    the chain's sequence after its own entries.
    """
    if not any(each.movements for each in postings):
        head = last_posted(campaign)
        standing_rows.refresh(following)
        tell(campaign.id, head)
        return dict.fromkeys((each.enrolment_id for each in postings), head)
    seq, last = HEAD.one({"campaign": campaign.id})
    after, entries, now = {}, [], clock.now()
    for posting in postings:
        for movement in posting.movements:
            seq += 1
            entries.append(entry_of(movement, campaign, seq, last, posting, now))
            last = entries[-1]["hash"]
        after[posting.enrolment_id] = seq
    written(
        (INSERT, entries),
        standing_rows.moving(_sums(postings, after), following),
        *tallies.moving(_moved(campaign.id, postings)),
        (MOVE_HEAD, [{"campaign": campaign.id, "seq": seq, "hash": last}]),
        *_telling(campaign.id, seq),
    )
    return after


def _moved(campaign_id: int, postings: Sequence[Posting]) -> Iterator[tallies.Moved]:
    for posting in postings:
        for each in posting.movements:
            if each.activity_code:
                yield tallies.Moved(
                    campaign_id,
                    posting.enrolment_id,
                    each.activity_code,
                    each.activity_day,
                    each.verified,
                    each.scored,
                    each.points,
                )


def _sums(postings: Sequence[Posting], after: Mapping[int, int]) -> list[dict[str, Any]]:
    return [
        {
            "enrolment": enrolment_id,
            "more_points": sum(each.points for each in movements),
            "more_verified": sum(each.verified for each in movements),
            "more_scored": sum(each.scored for each in movements),
            "more_penalties": -sum(each.points for each in movements if is_penalty(each)),
            "last": after[enrolment_id],
        }
        for enrolment_id, _, _, movements in postings
        if movements
    ]


def tell(campaign_id: int, head: int) -> None:
    """Wake whoever watches the boards, where nothing is posted."""
    written(*_telling(campaign_id, head))


def _telling(campaign_id: int, head: int) -> list[Order]:
    """On PostgreSQL, wake whoever watches the boards; the notice leaves with the commit."""
    return [(TELL, [{"told": f"{campaign_id}:{head}"}])] if is_postgresql() else []
