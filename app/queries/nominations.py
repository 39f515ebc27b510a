"""People whom units put forward for an individual award, and who may be put forward."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.database import db
from app.models import Campaign, Enrolment, Membership, Nomination, Person, Team, Unit
from app.queries import scope
from app.queries.rights import Rights

WHOLE = (joinedload(Nomination.person), joinedload(Nomination.unit), selectinload(Nomination.consents))


def nominations(campaign: Campaign) -> Sequence[Nomination]:
    """Everybody who was put forward, in that order."""
    return db.session.scalars(
        select(Nomination).where(Nomination.campaign_id == campaign.id).order_by(Nomination.id).options(*WHOLE)
    ).all()


def by_uuid(uuid: str) -> Nomination | None:
    return db.session.scalar(select(Nomination).where(Nomination.uuid == uuid).options(*WHOLE))


def of_person(person: Person) -> Sequence[Nomination]:
    """Where this person was put forward, newest first."""
    wanted = select(Nomination).where(Nomination.person_id == person.id).order_by(Nomination.id.desc())
    return db.session.scalars(wanted.options(*WHOLE)).all()


def members_of(campaign: Campaign, rights: Rights) -> list[tuple[Person, Team]]:
    """Members of teams in the campaign that are of the units this person works for, by given name."""
    today = clock.local_day(clock.now(), campaign.zone)
    rows = db.session.execute(
        select(Person, Team)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .join(Enrolment, Enrolment.team_id == Team.id)
        .where(
            Enrolment.campaign_id == campaign.id,
            Membership.starts_on <= today,
            Membership.ends_on.is_(None) | (Membership.ends_on >= today),
            Person.disabled_at.is_(None),
            scope.within(rights.paths("verifier", "officer")),
        )
        .options(joinedload(Team.unit))
        .distinct()
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda each: (each[0].given_name, each[0].full_name))
