"""For whom and for which week a report can be made."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, Enrolment, Team, Unit
from app.queries import scope
from app.queries.rights import Rights
from app.rulebook.calendars import week_of

READING = ("verifier", "officer", "auditor")


def unit_of(rights: Rights, code: str) -> Unit | None:
    """The unit with that code, if the person works over it."""
    mine = scope.within(rights.paths(*READING))
    return db.session.scalar(select(Unit).where(Unit.code == code, mine).options(joinedload(Unit.parent)))


def own_unit(rights: Rights) -> Unit | None:
    """The unit the person works for: of several the highest."""
    path = min(rights.paths(*READING), key=len, default="")
    return db.session.scalar(select(Unit).where(Unit.path == path))


def campaigns_of(unit: Unit) -> list[Campaign]:
    """The campaigns in which the unit's teams take part, the latest first."""
    mine = select(Enrolment.campaign_id).where(enrolled(unit))
    return list(db.session.scalars(select(Campaign).where(Campaign.id.in_(mine)).order_by(Campaign.starts_on.desc())))


def weeks_begun(campaign: Campaign) -> int:
    """How many weeks of the campaign have begun; 0 before its first day."""
    today = min(local_day(now(), campaign.zone), campaign.ends_on)
    return week_of(campaign.starts_on, today) if today >= campaign.starts_on else 0


def enrolled(unit: Unit) -> ColumnElement[bool]:
    """Enrolments of the unit's teams and of those below it."""
    mine = select(Team.id).join(Unit, Unit.id == Team.unit_id).where(scope.within([unit.path]))
    return Enrolment.team_id.in_(mine)
