"""Who competes: nobody who does decides about the results (trust.md I25)."""

from sqlalchemy import exists, select

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, Enrolment, Membership, Person


def competes(person: Person, campaign: Campaign) -> bool:
    """Whether the person belongs, or belonged while it ran, to a team that is ranked in the campaign."""
    mine = exists().where(
        Membership.person_id == person.id,
        Membership.team_id == Enrolment.team_id,
        Membership.starts_on <= local_day(now(), campaign.zone),
        Membership.ends_on.is_(None) | (Membership.ends_on >= campaign.starts_on),
        Enrolment.campaign_id == campaign.id,
        Enrolment.ranked.is_(True),
    )
    return bool(db.session.scalar(select(mine)))
