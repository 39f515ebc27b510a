"""People come as a list: who they are, which role they hold where, and a link for each who is new."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Person, Team, Unit
from app.models.role_grants import TEAM_ROLES
from app.services import audit, memberships, people
from app.services.imports import Faults

MINOR_MAY = ("member",)
TWO_YEARS = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One role of one person; `login` in its canonical spelling, `minor_until` the day the person turns 18."""

    row: int
    login: str
    full_name: str
    role: str
    scope_code: str
    minor_until: date | None = None


@dataclass(slots=True)
class Welcomed:
    """What an import of people did; `links` pairs each new person's login with the secret of their link."""

    links: list[tuple[str, str]] = field(default_factory=list)
    granted: int = 0
    changed: int = 0


def import_people(rows: Sequence[PersonRow], by: Person) -> Welcomed:
    """Add the people and grant their roles; RowsRefused names every fault, and the same rows again change nothing."""
    scopes = _scopes()
    _check(rows, scopes)
    outcome = Welcomed()
    known = set(db.session.scalars(select(Person.login).where(Person.is_system.is_(False))))
    joining = {each.scope_code for each in rows if each.role in TEAM_ROLES and each.login in known}
    memberships.hold({scopes[True][code].id for code in joining})
    for each in rows:
        person = people.by_login(each.login)
        if person is None:
            person = people.add(each.login, each.full_name, each.minor_until, by)
            outcome.links.append((each.login, people.make_link(person, by)))
        outcome.changed += _describe(person, each, by)
        scope = scopes[each.role in TEAM_ROLES][each.scope_code]
        outcome.granted += people.grant(person, each.role, scope, by, newcomer=each.login not in known)
    return outcome


Scopes = dict[bool, dict[str, Team | Unit]]


def _scopes() -> Scopes:
    """Teams (True) and units (False) by code: captains and members belong to a team, everybody else to a unit."""
    return {
        True: {each.code: each for each in db.session.scalars(select(Team))},
        False: {each.code: each for each in db.session.scalars(select(Unit))},
    }


def _check(rows: Sequence[PersonRow], scopes: Scopes) -> None:
    faults = Faults()
    today = clock.local_day(clock.wall(), clock.HOME)
    first: dict[str, PersonRow] = {}
    for each in rows:
        other = first.setdefault(each.login, each)
        for name in ("full_name", "minor_until"):
            stored, value = getattr(other, name), getattr(each, name)
            if stored != value:
                faults.add(each.row, name, "person_differs", other=other.row, stored=stored, value=value)
        in_team = each.role in TEAM_ROLES
        if each.scope_code not in scopes[in_team]:
            what = "đội" if in_team else "đơn vị"
            faults.add(each.row, "scope_code", "unknown_scope", value=each.scope_code, role=each.role, what=what)
        if each.minor_until and each.minor_until > today + TWO_YEARS:
            faults.add(each.row, "minor_until", "under_age", value=each.minor_until)
        elif each.minor_until and each.minor_until > today and each.role not in MINOR_MAY:
            faults.add(each.row, "role", "minor_may_not", value=each.role, until=each.minor_until)
    faults.refuse()


def _describe(person: Person, row: PersonRow, by: Person) -> bool:
    """Bring name and minority up to date; True when something changed."""
    if (person.full_name, person.minor_until) == (row.full_name, row.minor_until):
        return False
    person.full_name, person.minor_until = row.full_name, row.minor_until
    audit.record("person.changed", by, f"person:{person.uuid}")
    return True
