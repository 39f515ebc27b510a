"""People an officer looks after: those with a role in their units or in a team there."""

from collections.abc import Sequence

from sqlalchemy import select

from app.clock import wall
from app.database import db
from app.models import Person, RoleGrant
from app.queries.rights import Rights, active_grants
from app.queries.scope import people_within
from app.rulebook.text import search_key

MANAGING = ("officer", "admin")


def within(rights: Rights, wanted: str = "", limit: int = 50, offset: int = 0) -> Sequence[Person]:
    """People within the asker's units, by name; `wanted` matches name or login, with or without diacritics."""
    query = select(Person).where(Person.is_system.is_(False), Person.id.in_(people_within(rights.paths(*MANAGING))))
    if wanted:
        key = search_key(wanted)
        people = [
            each
            for each in db.session.scalars(query.order_by(Person.full_name))
            if key in search_key(each.full_name) or wanted.lower() in each.login
        ]
        return people[offset : offset + limit]
    return db.session.scalars(query.order_by(Person.full_name, Person.id).limit(limit).offset(offset)).all()


def find(rights: Rights, uuid: str) -> Person | None:
    """One person all of whose roles lie within the asker's units: nobody opens an account that reaches further."""
    person = db.session.scalar(
        select(Person).where(
            Person.uuid == uuid, Person.is_system.is_(False), Person.id.in_(people_within(rights.paths(*MANAGING)))
        )
    )
    if person is None or not all(_reaches(rights, each) for each in active_grants([person.id], wall())):
        return None
    return person


def _reaches(rights: Rights, grant: RoleGrant) -> bool:
    unit = grant.unit or (grant.team.unit if grant.team else None)
    return unit is not None and rights.covers(unit.path, *MANAGING)
