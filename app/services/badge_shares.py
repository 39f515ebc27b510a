"""A member's own badges are seen by the own team when the member says so, and by nobody else."""

from sqlalchemy import delete, select

from app import clock
from app.database import db
from app.models import BadgeShare, Person, Team


def share(person: Person, team: Team) -> None:
    """Let the people of the team see; said again, it holds for the stay in which it is said."""
    _hold(person)
    known = db.session.get(BadgeShare, (person.id, team.id))
    if known is None:
        db.session.add(BadgeShare(person_id=person.id, team_id=team.id, made_at=clock.wall()))
    else:
        known.made_at = clock.wall()
    db.session.flush()


def keep_private(person: Person, team: Team) -> None:
    """Nobody else sees them from now on."""
    _hold(person)
    mine = BadgeShare.person_id == person.id, BadgeShare.team_id == team.id
    db.session.execute(delete(BadgeShare).where(*mine))


def _hold(person: Person) -> None:
    """One switch after the other, also when it is pressed twice at once."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
