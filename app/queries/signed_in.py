"""Who is behind a session, what they may do and what the frame of every page says to them: in one statement."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, bindparam, or_, select

from app.database import Base, db
from app.models import Person
from app.queries.demo_clock import STORED, told
from app.queries.notices import unread_of
from app.queries.rights import Rights

PEOPLE, GRANTS, UNITS, TEAMS = (Base.metadata.tables[name] for name in ("people", "role_grants", "units", "teams"))
HOLDS = and_(
    GRANTS.c.person_id == PEOPLE.c.id,
    GRANTS.c.starts_at <= bindparam("at"),
    or_(GRANTS.c.ends_at.is_(None), GRANTS.c.ends_at > bindparam("at")),
)
LONGEST_EPOCH = 9  # digits


def _asked(*who: Any) -> Select[*tuple[Any, ...]]:
    """A row for each role that a person who may be signed in holds now, or one without any."""
    return (
        select(
            *who,
            GRANTS.c.role,
            GRANTS.c.team_id,
            TEAMS.c.name.label("team"),
            UNITS.c.path,
            UNITS.c.name.label("unit"),
            unread_of(PEOPLE.c.id).label("unread"),
        )
        .select_from(PEOPLE)
        .join(GRANTS, HOLDS, isouter=True)
        .join(UNITS, UNITS.c.id == GRANTS.c.unit_id, isouter=True)
        .join(TEAMS, TEAMS.c.id == GRANTS.c.team_id, isouter=True)
        .where(PEOPLE.c.disabled_at.is_(None), PEOPLE.c.is_system.is_(False))
        .order_by(PEOPLE.c.id, GRANTS.c.id)
    )


ASKED = _asked(PEOPLE.c.id, PEOPLE.c.uuid, PEOPLE.c.session_epoch, PEOPLE.c.full_name).where(
    PEOPLE.c.uuid.in_(bindparam("uuids", expanding=True))
)
INSIDE = _asked(Person, STORED.label("offset")).where(
    PEOPLE.c.uuid == bindparam("uuid"), PEOPLE.c.session_epoch == bindparam("epoch")
)


class SignedIn(NamedTuple):
    """A person whose session holds: what `rights_of` and `place_of` say of them, and what they have not read."""

    full_name: str
    rights: Rights
    place: str
    unread: int


class Visitor(NamedTuple):
    """The same with the person themselves, and how far the competition's clock stands from the wall's."""

    person: Person
    signed_in: SignedIn
    clock_offset: timedelta


def signed_in(connection: Connection, identities: Collection[str], at: datetime) -> Mapping[str, SignedIn]:
    """Those whom `Person.get_id` names so, at that moment of the wall's time; without those whose session has ended."""
    behind = {found: identity for identity in identities if (found := _behind(identity))}
    if not behind:
        return {}
    rows = connection.execute(ASKED, {"uuids": [uuid for uuid, _ in behind], "at": at})
    return {
        behind[who]: _signed_in(held[0].id, held[0].full_name, held)
        for who, each in groupby(rows, lambda row: (row.uuid, row.session_epoch))
        if who in behind and (held := list(each))
    }


def visitor(identity: str, at: datetime) -> Visitor | None:
    """One of them inside the app, where the person is somebody who acts."""
    behind = _behind(identity)
    rows = db.session.execute(INSIDE, {"uuid": behind[0], "epoch": behind[1], "at": at}).all() if behind else ()
    if not rows:
        return None
    person: Person = rows[0].Person
    return Visitor(person, _signed_in(person.id, person.full_name, rows), told(rows[0].offset))


def _behind(identity: str) -> tuple[str, int] | None:
    """Uuid and epoch, as `Person.get_id` joins them."""
    uuid, _, epoch = identity.partition(":")
    return (uuid, int(epoch)) if epoch.isascii() and epoch.isdigit() and len(epoch) <= LONGEST_EPOCH else None


def _signed_in(person_id: int, full_name: str, rows: Sequence[Row[*tuple[Any, ...]]]) -> SignedIn:
    units = [each for each in rows if each.path]
    teams = [each for each in rows if each.team_id]
    rights = Rights(
        person_id,
        tuple((each.role, each.path) for each in units),
        tuple((each.role, each.team_id) for each in teams),
    )
    if units:
        place = min(units, key=lambda each: len(each.path)).unit
    else:
        place = next((each.team for each in teams if each.role in ("captain", "member")), "")
    return SignedIn(full_name, rights, place, rows[0].unread)
