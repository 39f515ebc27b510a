"""People of the Union: who they are, what they may do, and the links that let them in."""

import hashlib
import secrets
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import select, update

from app import clock
from app.clock import wall
from app.database import db
from app.models import Person, RoleGrant, SignInLink, Team, Unit
from app.services import audit, memberships
from app.services.passwords import hashed
from app.services.refusals import Refused

LINK_LIFE = timedelta(days=7)
CLI = "cli"


def system_actor(name: str = CLI) -> Person:
    """The recorded actor behind a command; made at its first use."""
    found = db.session.scalar(select(Person).where(Person.login == name, Person.is_system.is_(True)))
    if found is None:
        found = Person(uuid=str(uuid4()), login=name, full_name=name, is_system=True, created_at=wall())
        db.session.add(found)
        db.session.flush()
    return found


def by_login(login: str) -> Person | None:
    """The person with this canonical login."""
    return db.session.scalar(select(Person).where(Person.login == login, Person.is_system.is_(False)))


def add(login: str, full_name: str, minor_until: date | None, by: Person) -> Person:
    """A new person without a password: a link lets them set one."""
    person = Person(
        uuid=str(uuid4()),
        login=login,
        full_name=full_name,
        minor_until=minor_until,
        created_at=wall(),
    )
    db.session.add(person)
    db.session.flush()
    audit.record("person.added", by, f"person:{person.uuid}")
    return person


def grant(
    person: Person, role: str, scope: Unit | Team, by: Person, since: date | None = None, newcomer: bool = False
) -> bool:
    """Give a role over a unit or a team; captains and members also belong to the team. False when held already.

    A `newcomer` was added in this very transaction.
    """
    over_team = isinstance(scope, Team)
    column = RoleGrant.team_id if over_team else RoleGrant.unit_id
    held = db.session.scalar(
        select(RoleGrant.id).where(
            RoleGrant.person_id == person.id,
            RoleGrant.role == role,
            column == scope.id,
            RoleGrant.ends_at.is_(None),
        )
    )
    if held is not None:
        return False
    db.session.add(
        RoleGrant(
            person_id=person.id,
            role=role,
            team_id=scope.id if over_team else None,
            unit_id=None if over_team else scope.id,
            starts_at=wall() - timedelta(seconds=1),
            granted_by_id=by.id,
        )
    )
    if isinstance(scope, Team):
        memberships.join(person, scope, since or clock.local_day(clock.now(), clock.HOME), newcomer)
    audit.record("role.granted", by, f"person:{person.uuid}", role=role, scope=scope.code)
    return True


def make_link(person: Person, by: Person) -> str:
    """A fresh single-use link's secret; links made before it no longer open."""
    now = wall()
    db.session.execute(
        update(SignInLink).where(SignInLink.person_id == person.id, SignInLink.used_at.is_(None)).values(expires_at=now)
    )
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInLink(
            person_id=person.id,
            token_hash=_hash(token),
            made_by_id=by.id,
            made_at=now,
            expires_at=now + LINK_LIFE,
        )
    )
    audit.record("link.made", by, f"person:{person.uuid}")
    return token


def find_link(token: str) -> SignInLink | None:
    """The open link with this secret."""
    link = db.session.scalar(select(SignInLink).where(SignInLink.token_hash == _hash(token)))
    return link if link and link.is_open(wall()) else None


def use_link(token: str, password: str) -> Person:
    """Set the password and use the link up, once, whoever presses twice."""
    now = wall()
    used = db.session.execute(
        update(SignInLink)
        .where(
            SignInLink.token_hash == _hash(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(SignInLink.person_id)
    ).scalar()
    if used is None:
        raise Refused("link_closed")
    person = db.session.get_one(Person, used)
    change_password(person, password)
    return person


def change_password(person: Person, password: str) -> None:
    """A new password ends every other session of the person."""
    person.take_password(hashed(password))
    audit.record("person.password_changed", person, f"person:{person.uuid}")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
