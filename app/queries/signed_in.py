"""Who is behind a session and what they may do, in one statement: for pages that are asked for all the time."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, or_, select

from app.database import Base
from app.queries.notices import unread_of
from app.queries.rights import Rights

PEOPLE, GRANTS, UNITS, TEAMS = (Base.metadata.tables[name] for name in ("people", "role_grants", "units", "teams"))
HOLDS = and_(
    GRANTS.c.person_id == PEOPLE.c.id,
    GRANTS.c.starts_at <= bindparam("at"),
    or_(GRANTS.c.ends_at.is_(None), GRANTS.c.ends_at > bindparam("at")),
)
ASKED = (
    select(
        PEOPLE.c.id,
        PEOPLE.c.full_name,
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
    .where(
        PEOPLE.c.uuid == bindparam("uuid"),
        PEOPLE.c.session_epoch == bindparam("epoch"),
        PEOPLE.c.disabled_at.is_(None),
        PEOPLE.c.is_system.is_(False),
    )
    .order_by(GRANTS.c.id)
)


class SignedIn(NamedTuple):
    """A person whose session holds: what `rights_of` and `place_of` say of them, and what they have not read."""

    full_name: str
    rights: Rights
    place: str
    unread: int


def signed_in(connection: Connection, identity: str, at: datetime) -> SignedIn | None:
    """The person that `Person.get_id` names, at that moment of the wall's time; None when their session has ended."""
    uuid, _, epoch = identity.partition(":")
    if not (epoch.isascii() and epoch.isdigit()):
        return None
    rows = connection.execute(ASKED, {"uuid": uuid, "epoch": int(epoch), "at": at}).all()
    if not rows:
        return None
    units = [each for each in rows if each.path]
    teams = [each for each in rows if each.team_id]
    rights = Rights(
        rows[0].id,
        tuple((each.role, each.path) for each in units),
        tuple((each.role, each.team_id) for each in teams),
    )
    if units:
        place = min(units, key=lambda each: len(each.path)).unit
    else:
        place = next((each.team for each in teams if each.role in ("captain", "member")), "")
    return SignedIn(rows[0].full_name, rights, place, rows[0].unread)
