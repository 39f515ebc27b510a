"""The prizes of a campaign, as announced."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Award, Enrolment, Milestone, Team


def awards_of(announcement: Milestone) -> list[Award]:
    """The prizes of one announcement, best first, with their teams, units and clusters."""
    return list(
        db.session.scalars(
            select(Award)
            .where(Award.milestone_id == announcement.id)
            .options(
                joinedload(Award.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
                joinedload(Award.enrolment).joinedload(Enrolment.cluster),
            )
            .order_by(Award.rank, Award.id)
        )
    )
