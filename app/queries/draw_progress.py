"""How far the draw of second looks has come."""

from sqlalchemy import func, select

from app.database import db
from app.models import Campaign, CrossCheck, Setting


def last_drawn(campaign: Campaign) -> int:
    """The last first decision whose report got a second look by the draw; 0 before the first."""
    drawn = select(func.max(CrossCheck.first_id)).where(
        CrossCheck.campaign_id == campaign.id, CrossCheck.because != "handed"
    )
    return db.session.scalar(drawn) or 0


def looked_through(campaign: Campaign, version: int) -> int:
    """The last decision that the draw has looked at by this version of the rules; other rules begin at the last drawn.

    Where nothing is drawn, not everything is read again each minute.
    """
    kept = db.session.scalar(select(Setting.value).where(Setting.key == looked_key(campaign)))
    number, through = kept.split() if kept else ("", 0)
    return max(last_drawn(campaign), int(through) if number == str(version) else 0)


def looked_key(campaign: Campaign) -> str:
    """Under which setting that is kept."""
    return f"drawn_through:{campaign.id}"
