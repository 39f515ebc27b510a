"""What still waits for a decision."""

from sqlalchemy import func, select

from app.database import db
from app.models import Campaign, Enrolment, Report

UNDECIDED = ("submitted", "returned")


def count_undecided(campaign: Campaign) -> int:
    """Reports sent and not decided, those returned to their team included."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Report)
            .join(Enrolment, Enrolment.id == Report.enrolment_id)
            .where(Enrolment.campaign_id == campaign.id, Report.state.in_(UNDECIDED))
        )
        or 0
    )
