"""Which copy of the standings a reader is shown."""

from datetime import date

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Snapshot


def latest(campaign: Campaign, reason: str) -> Snapshot | None:
    """The newest snapshot taken for that reason."""
    return db.session.scalar(
        select(Snapshot)
        .where(Snapshot.campaign_id == campaign.id, Snapshot.reason == reason)
        .order_by(Snapshot.id.desc())
        .limit(1)
    )


def end_of_day(campaign: Campaign, before: date) -> Snapshot | None:
    """The newest end-of-day snapshot of a day before `before`."""
    return db.session.scalar(
        select(Snapshot)
        .where(Snapshot.campaign_id == campaign.id, Snapshot.reason == "day", Snapshot.day < before)
        .order_by(Snapshot.day.desc())
        .limit(1)
    )
