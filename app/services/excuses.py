"""A Sunday on which nobody is asked to go out: declared with a reason, it breaks no team's streak."""

from datetime import date

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Enrolment, Excuse, Person, Team, Unit
from app.queries.campaigns import stage
from app.queries.rights import rights_of
from app.rulebook.calendars import sundays
from app.services import audit, badge_reviews
from app.services.locks import hold_campaign
from app.services.refusals import Refused

DECLARING = ("officer",)


def declare(campaign: Campaign, unit: Unit, day: date, reason: str, by: Person) -> Excuse:
    """Excuse the teams of that unit and of all below it; the same form sent twice is one excuse."""
    hold_campaign(campaign)
    where = stage(campaign)
    if where.is_final:
        raise Refused("campaign_final")
    if not rights_of(by).covers(unit.path, *DECLARING) or not unit.path.startswith(campaign.unit.path):
        raise Refused("unit_not_yours")
    if day not in sundays(campaign.starts_on, campaign.ends_on):
        raise Refused("excuse_not_sunday")
    known = db.session.scalar(
        select(Excuse).where(Excuse.campaign_id == campaign.id, Excuse.unit_id == unit.id, Excuse.day == day)
    )
    if known and (known.by_id, known.reason) == (by.id, reason):
        return known
    if known:
        raise Refused("excuse_known")
    excuse = Excuse(campaign_id=campaign.id, unit_id=unit.id, day=day, by_id=by.id, at=clock.now(), reason=reason)
    db.session.add(excuse)
    db.session.flush()
    audit.record("sunday.excused", by, f"campaign:{campaign.code}", unit=unit.code, day=day.isoformat(), reason=reason)
    badge_reviews.review(campaign, where.book, "excuse", teams=_teams(campaign, unit))
    return excuse


def _teams(campaign: Campaign, unit: Unit) -> list[int]:
    """The enrolments below the unit, in the order in which they are locked."""
    mine = (
        select(Enrolment.id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(Enrolment.campaign_id == campaign.id, Unit.path.startswith(unit.path, autoescape=True))
        .order_by(Enrolment.id)
    )
    return list(db.session.scalars(mine))
