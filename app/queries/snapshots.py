"""Which copy of the standings a reader is shown."""

from datetime import date

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Snapshot


def latest(campaign: Campaign, *reasons: str) -> Snapshot | None:
    """The newest snapshot taken for one of these reasons."""
    return db.session.scalar(
        select(Snapshot)
        .where(Snapshot.campaign_id == campaign.id, Snapshot.reason.in_(reasons))
        .order_by(Snapshot.id.desc())
        .limit(1)
    )


def end_of_day(campaign: Campaign, day: date) -> Snapshot | None:
    """The copy that was taken for the end of that day."""
    return db.session.scalar(
        select(Snapshot)
        .where(Snapshot.campaign_id == campaign.id, Snapshot.reason == "day", Snapshot.day == day)
        .limit(1)
    )


def days_kept(campaign: Campaign, up_to: int | None = None, before: date | None = None) -> list[date]:
    """The days that were copied, oldest first; `up_to` and `before` leave out what a reader may not see."""
    return list(
        db.session.scalars(
            select(Snapshot.day)
            .where(
                Snapshot.campaign_id == campaign.id,
                Snapshot.reason == "day",
                *([Snapshot.seq <= up_to] if up_to is not None else []),
                *([Snapshot.day < before] if before is not None else []),
            )
            .order_by(Snapshot.day)
        )
    )
