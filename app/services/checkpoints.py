"""Checkpoints: signed statements of how far a campaign's chain has come, for everybody to hold it against later."""

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Checkpoint, LedgerEntry
from app.outside import notary
from app.queries.checkpoints import newest
from app.queries.past_board import last_posted
from app.rulebook.chain import NO_HASH, signed, statement


def take(campaign: Campaign, reason: str, seq: int, facts: str = "") -> Checkpoint:
    """State the hash that the chain has at `seq`; what was posted stays, so nobody needs to be kept waiting.

    `facts` is the SHA-256 of the facts file that a result rests on.
    """
    entry = select(LedgerEntry.hash).where(LedgerEntry.campaign_id == campaign.id, LedgerEntry.seq == seq)
    root = db.session.scalars(entry).one() if seq else NO_HASH
    now = clock.now()
    said = statement(campaign.code, seq, root, now, notary.public_key(), facts)
    checkpoint = Checkpoint(
        campaign_id=campaign.id, reason=reason, seq=seq, root=root, at=now, body=signed(said, notary.sign(said))
    )
    db.session.add(checkpoint)
    db.session.flush()
    return checkpoint


def take_daily(campaign: Campaign) -> Checkpoint | None:
    """One for the day, unless nothing was posted since the last one."""
    last, seq = newest(campaign), last_posted(campaign)
    return None if last is not None and last.seq == seq else take(campaign, "day", seq)
