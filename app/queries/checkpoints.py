"""Checkpoints, and what the independent verifier last said."""

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Checkpoint, LedgerCheck


def checkpoints(campaign: Campaign, up_to: int | None = None, limit: int | None = None) -> list[Checkpoint]:
    """The campaign's checkpoints, newest first; `up_to` leaves out what a reader may not see yet."""
    return list(
        db.session.scalars(
            select(Checkpoint)
            .where(
                Checkpoint.campaign_id == campaign.id,
                *([Checkpoint.seq <= up_to] if up_to is not None else []),
            )
            .order_by(Checkpoint.id.desc())
            .limit(limit)
        )
    )


def newest(campaign: Campaign) -> Checkpoint | None:
    """The campaign's last checkpoint."""
    return next(iter(checkpoints(campaign, limit=1)), None)


def last_check(campaign: Campaign) -> LedgerCheck | None:
    """The last nightly verdict."""
    return db.session.scalars(
        select(LedgerCheck).where(LedgerCheck.campaign_id == campaign.id).order_by(LedgerCheck.id.desc()).limit(1)
    ).first()
