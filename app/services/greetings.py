"""A person has seen what their team earned: it is not told again."""

from sqlalchemy import func, select, update

from app.clock import wall
from app.database import db
from app.models import BadgeAward, BadgeGreeting, Enrolment, Notice, Person
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
        _read(person, enrolment, seen)
    db.session.flush()


def _read(person: Person, enrolment: Enrolment, seen: int) -> None:
    """The notices that say the same need not be opened any more."""
    about = Notice.person_id == person.id, Notice.team_id == enrolment.team_id, Notice.kind == "badge_earned"
    unread = update(Notice).where(*about, Notice.read_at.is_(None), Notice.facts["award"].as_integer() <= seen)
    db.session.execute(unread.values(read_at=wall()), execution_options={"synchronize_session": False})
