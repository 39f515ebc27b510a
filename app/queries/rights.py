"""What a person may do where: their active roles with the units and teams they hold them over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.clock import wall
from app.database import db
from app.models import Membership, Person, RoleGrant, Team, Unit


@dataclass(frozen=True, slots=True)
class Rights:
    """Roles in force at one moment; `units` and `teams` pair each role with its scope."""

    person_id: int
    units: tuple[tuple[str, str], ...] = ()
    teams: tuple[tuple[str, int], ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in (*self.units, *self.teams))

    def paths(self, *roles: str) -> tuple[str, ...]:
        """Paths of the units the person holds any of these roles over."""
        return tuple(path for role, path in self.units if role in roles)

    def covers(self, path: str, *roles: str) -> bool:
        """Whether one of these roles reaches the unit with that path."""
        return any(path.startswith(own) for own in self.paths(*roles))

    def team_ids(self, *roles: str) -> tuple[int, ...]:
        return tuple(team_id for role, team_id in self.teams if role in roles)


NOBODY = Rights(person_id=0)


def rights_of(person: Person, at: datetime | None = None) -> Rights:
    """The person's rights; roles run by the wall's time, so that a role ended a second ago is gone."""
    grants = active_grants([person.id], at or wall())
    return Rights(
        person.id,
        units=tuple((each.role, each.unit.path) for each in grants if each.unit),
        teams=tuple((each.role, each.team_id) for each in grants if each.team_id),
    )


def active_grants(person_ids: Iterable[int], at: datetime) -> list[RoleGrant]:
    """The role grants of these people that hold at that moment."""
    return list(
        db.session.scalars(
            select(RoleGrant)
            .where(
                RoleGrant.person_id.in_(person_ids),
                RoleGrant.starts_at <= at,
                RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > at),
            )
            .options(joinedload(RoleGrant.unit), joinedload(RoleGrant.team))
            .order_by(RoleGrant.id)
        )
    )


def role_held(login: str, role: str, scope: str) -> RoleGrant | None:
    """The role in force of the person with this login over the unit or team with that code; one lent to them last."""
    at = wall()
    return db.session.scalar(
        select(RoleGrant)
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .outerjoin(Team, Team.id == RoleGrant.team_id)
        .where(
            Person.login == login,
            RoleGrant.role == role,
            func.coalesce(Unit.code, Team.code) == scope,
            RoleGrant.starts_at <= at,
            RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > at),
        )
        .order_by(RoleGrant.ends_at.is_not(None), RoleGrant.id)
        .limit(1)
    )


def unit_of(rights: Rights) -> Unit | None:
    """The unit a person works for first: where their highest role holds."""
    if not rights.units:
        return None
    return db.session.scalar(select(Unit).where(Unit.path == min((path for _, path in rights.units), key=len)))


def memberships_of(team_ids: Iterable[int]) -> list[Membership]:
    """All periods of membership of these teams, ended ones too."""
    return list(
        db.session.scalars(
            select(Membership)
            .where(Membership.team_id.in_(team_ids))
            .options(joinedload(Membership.person))
            .order_by(Membership.id)
        )
    )
