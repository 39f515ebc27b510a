"""The ledger as lines of canonical JSON (contract, section 5), streamed as they were written."""

from collections.abc import Iterator

from sqlalchemy import select

from app.database import db
from app.models import Campaign, LedgerEntry
from app.rulebook.chain import line

AT_ONCE = 1000


def lines(campaign: Campaign, up_to: int | None = None) -> Iterator[bytes]:
    """One object a line, in sequence: the stored bytes with their hash, never worded again."""
    wanted = select(LedgerEntry.body, LedgerEntry.hash).where(LedgerEntry.campaign_id == campaign.id)
    if up_to is not None:
        wanted = wanted.where(LedgerEntry.seq <= up_to)
    found = db.session.execute(wanted.order_by(LedgerEntry.seq).execution_options(yield_per=AT_ONCE))
    for body, hash_ in found:
        yield line(body, hash_)
