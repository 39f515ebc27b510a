"""The ledger as lines of canonical JSON (contract, section 5), streamed as they were written."""

from collections.abc import Iterator

from sqlalchemy import select

from app.database import db
from app.models import Campaign, LedgerEntry
from app.rulebook.chain import line

AT_ONCE = 1000


def lines(campaign: Campaign) -> Iterator[bytes]:
    """One object a line, in sequence: the stored bytes with their hash, never worded again."""
    found = db.session.execute(
        select(LedgerEntry.body, LedgerEntry.hash)
        .where(LedgerEntry.campaign_id == campaign.id)
        .order_by(LedgerEntry.seq)
        .execution_options(yield_per=AT_ONCE)
    )
    for body, hash_ in found:
        yield line(body, hash_)
