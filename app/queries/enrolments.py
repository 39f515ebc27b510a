"""A team's places in campaigns."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, Enrolment, Team
from app.queries.rights import Rights


def current_of(rights: Rights, *roles: str) -> Enrolment | None:
    """The enrolment a captain reports for: their team's campaign that runs now, else its latest."""
    found = db.session.scalars(
        select(Enrolment)
        .join(Campaign, Campaign.id == Enrolment.campaign_id)
        .where(Enrolment.team_id.in_(rights.team_ids(*roles)))
        .options(
            joinedload(Enrolment.campaign),
            joinedload(Enrolment.cluster),
            joinedload(Enrolment.team).joinedload(Team.unit),
        )
        .order_by(Campaign.starts_on.desc(), Enrolment.id)
    ).all()
    running = [each for each in found if _runs(each.campaign)]
    return next(iter(running or found), None)


def ids_of(campaign: Campaign) -> Sequence[int]:
    """Every enrolment of the campaign, in the order in which they are locked."""
    return db.session.scalars(
        select(Enrolment.id).where(Enrolment.campaign_id == campaign.id).order_by(Enrolment.id)
    ).all()


def of_team(team: Team) -> list[Enrolment]:
    """Every campaign a team takes or took part in, the latest first."""
    return list(
        db.session.scalars(
            select(Enrolment)
            .join(Campaign, Campaign.id == Enrolment.campaign_id)
            .where(Enrolment.team_id == team.id)
            .options(joinedload(Enrolment.campaign), joinedload(Enrolment.cluster))
            .order_by(Campaign.starts_on.desc())
        )
    )


def _runs(campaign: Campaign) -> bool:
    return campaign.starts_on <= local_day(now(), campaign.zone) <= campaign.ends_on
