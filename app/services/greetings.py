"""A person has seen what their team earned: it is not told again."""

from sqlalchemy import func, select

from app.database import db
from app.models import BadgeAward, BadgeGreeting, Enrolment, Person
from app.services import locks


def greet(person: Person, enrolment: Enrolment, award_id: int) -> None:
    """Keep how far the person has seen; never back, and never beyond what the team has."""
    mine = select(func.max(BadgeAward.id)).where(BadgeAward.enrolment_id == enrolment.id, BadgeAward.id <= award_id)
    locks.enter(enrolment)
    if seen := db.session.scalar(mine):
        known = db.session.get(BadgeGreeting, (person.id, enrolment.id))
        if known is None:
            db.session.add(BadgeGreeting(person_id=person.id, enrolment_id=enrolment.id, award_id=seen))
        elif known.award_id < seen:
            known.award_id = seen
    db.session.flush()
