"""Who stands in for whom: the roles a person may lend, to whom, and the loans they may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.clock import wall
from app.database import db
from app.models import Delegation, Person, RoleGrant, Team, Unit
from app.queries.rights import Rights
from app.queries.scope import within

SHOWN = 100
LISTED = 200
LENT = exists().where(Delegation.grant_id == RoleGrant.id)
Giver = aliased(RoleGrant)


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan as the list shows it; `state` is coming, active, ended or withdrawn."""

    delegation: Delegation
    state: str

    @property
    def is_open(self) -> bool:
        return self.state in ("coming", "active")


def lendable(rights: Rights) -> Sequence[RoleGrant]:
    """The verifiers' roles this person may lend, their own first; what is lent is not lent on."""
    found = db.session.scalars(
        select(RoleGrant)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.role == "verifier",
            _holds(),
            ~LENT,
            or_(RoleGrant.person_id == rights.person_id, within(rights.paths("officer"))),
        )
        .options(contains_eager(RoleGrant.unit), contains_eager(RoleGrant.person))
        .order_by(Unit.name, Person.full_name, RoleGrant.id)
    ).all()
    return sorted(found, key=lambda each: each.person_id != rights.person_id)


def candidates(grant: RoleGrant) -> list[tuple[Person, str]]:
    """People with a role in that unit or its teams who do not verify there, with the first of their roles."""
    team = aliased(Team)
    rows = db.session.execute(
        select(Person, RoleGrant.role)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .outerjoin(team, team.id == RoleGrant.team_id)
        .where(
            or_(RoleGrant.unit_id == grant.unit_id, team.unit_id == grant.unit_id),
            _holds(),
            Person.is_system.is_(False),
            Person.disabled_at.is_(None),
            Person.id != grant.person_id,
            Person.id.not_in(_verifying(grant)),
        )
        .order_by(RoleGrant.team_id.is_not(None), RoleGrant.role, Person.full_name, Person.id)
        .limit(LISTED)
    )
    found: dict[int, tuple[Person, str]] = {}
    for person, role in rows:
        found.setdefault(person.id, (person, role))
    return list(found.values())


def seen_by(rights: Rights) -> list[Loan]:
    """Loans to and from this person and, for officers, of their units: the newest first."""
    found = db.session.scalars(_visible(rights).order_by(Delegation.id.desc()).limit(SHOWN))
    return [Loan(each, state_of(each)) for each in found]


def find(rights: Rights, uuid: str) -> Delegation | None:
    """One of these loans."""
    return db.session.scalar(_visible(rights).where(Delegation.uuid == uuid))


def state_of(delegation: Delegation) -> str:
    """Where the loan stands; it may have ended with the role it came from."""
    grant, at = delegation.grant, wall()
    if delegation.withdrawn_at is not None:
        return "withdrawn"
    if grant.ends_at is not None and grant.ends_at <= max(at, grant.starts_at):
        return "ended"
    return "coming" if at < grant.starts_at else "active"


def _visible(rights: Rights) -> Select[Delegation]:
    mine = or_(RoleGrant.person_id == rights.person_id, Giver.person_id == rights.person_id)
    return (
        select(Delegation)
        .join(RoleGrant, RoleGrant.id == Delegation.grant_id)
        .join(Giver, Giver.id == Delegation.giver_grant_id)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .where(mine | within(rights.paths("officer")))
        .options(
            joinedload(Delegation.grant).options(joinedload(RoleGrant.person), joinedload(RoleGrant.unit)),
            joinedload(Delegation.giver_grant).joinedload(RoleGrant.person),
            joinedload(Delegation.withdrawn_by),
        )
    )


def _holds() -> ColumnElement[bool]:
    at = wall()
    return (RoleGrant.starts_at <= at) & (RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > at))


def _verifying(grant: RoleGrant) -> Select[int]:
    held = aliased(RoleGrant)
    return select(held.person_id).where(held.unit_id == grant.unit_id, held.role == "verifier", held.ends_at.is_(None))
