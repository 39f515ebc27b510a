"""The people of the story: verifiers of units, captains and members of teams."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from random import Random

from sqlalchemy import select, update

from app.database import db
from app.demo.names import new_name
from app.demo.plans import TeamPlan
from app.models import Person, RoleGrant, Team, Unit
from app.services import people

HOST = "xungkich.example"
MINOR_UNTIL = date(2027, 5, 20)
OFFICES = ("officer", "signatory")
HIGHLAND_CLUSTER = "xa-mien-nui"


def verifiers_over(codes: Iterable[str], by: Person, dice: Random) -> dict[str, Person]:
    """A new verifier over each of these units, by the unit's code."""
    units = units_by_code(codes)
    found = {}
    for code in sorted(units):
        person = people.add(f"verifier.{code.lower()}@{HOST}", new_name(dice), None, by)
        people.grant(person, "verifier", units[code], by)
        found[code] = person
    return found


def offices_over(code: str, by: Person, dice: Random) -> tuple[Person, Person]:
    """A new officer and a new signatory over this unit."""
    unit = units_by_code([code])[code]
    made = {role: people.add(f"{role}.{code.lower()}@{HOST}", new_name(dice), None, by) for role in OFFICES}
    for role, person in made.items():
        people.grant(person, role, unit, by)
    return made["officer"], made["signatory"]


def fill_team(plan: TeamPlan, team: Team, since: date, by: Person, dice: Random) -> list[Person]:
    """A captain and four members or more, the captain first; a team of the story is full, its last member a minor."""
    crew: list[Person] = []
    count = plan.size if plan.role else dice.randint(5, plan.size)
    for number in range(1, count + 1):
        name = new_name(dice, plan.cluster_code == HIGHLAND_CLUSTER)
        person = people.add(
            f"{plan.code.lower()}.{number}@{HOST}", name, MINOR_UNTIL if plan.role and number == count else None, by
        )
        people.grant(person, "member" if crew else "captain", team, by, since=since)
        crew.append(person)
    return crew


def units_by_code(codes: Iterable[str]) -> Mapping[str, Unit]:
    return {each.code: each for each in db.session.scalars(select(Unit).where(Unit.code.in_(list(codes))))}


def roles_hold_since(moment: datetime) -> None:
    """Roles of the story began with it, whatever the wall's clock said while they were written."""
    db.session.flush()
    db.session.execute(update(RoleGrant).where(RoleGrant.starts_at > moment).values(starts_at=moment))
