"""Excused Sundays of a campaign."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Excuse


def of_campaign(campaign: Campaign) -> Sequence[Excuse]:
    """Every one, the latest Sunday first."""
    return db.session.scalars(
        select(Excuse)
        .where(Excuse.campaign_id == campaign.id)
        .options(joinedload(Excuse.by), joinedload(Excuse.unit))
        .order_by(Excuse.day.desc(), Excuse.id.desc())
    ).all()
