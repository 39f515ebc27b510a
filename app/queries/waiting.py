"""What still waits for a decision."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select

from app.database import db
from app.models import Campaign, Enrolment, Report

UNDECIDED = ("submitted", "returned")


def sent_on(day: date, enrolment_ids: Collection[int]) -> Sequence[str]:
    """The undecided reports, by uuid, that these teams sent of that day."""
    mine = Report.activity_day == day, Report.enrolment_id.in_(enrolment_ids)
    return db.session.scalars(select(Report.uuid).where(Report.state == "submitted", *mine)).all()


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
