"""What lies within a person's units."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, false, or_, select

from app.models import RoleGrant, Team, Unit


def within(paths: Collection[str]) -> ColumnElement[bool]:
    """Selects the units at or below these paths; none without a path."""
    return or_(false(), *(Unit.path.startswith(path, autoescape=True) for path in paths))


def people_within(paths: Collection[str]) -> Select[int]:
    """Ids of the people with a role, past ones too, over these units or over a team of theirs."""
    unit_of_team = select(Team.unit_id).where(Team.id == RoleGrant.team_id).scalar_subquery()
    return (
        select(RoleGrant.person_id)
        .join(Unit, or_(Unit.id == RoleGrant.unit_id, Unit.id == unit_of_team))
        .where(within(paths))
    )
