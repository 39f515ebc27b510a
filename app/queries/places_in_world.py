"""A person's place in the world: their team or their unit, by name."""

from sqlalchemy import select

from app.database import db
from app.models import Team
from app.queries.rights import Rights, unit_of


def place_of(rights: Rights) -> str:
    """The name shown under the campaign's: the unit of a verifier or officer, the team of a captain or member."""
    unit = unit_of(rights)
    if unit is not None:
        return unit.name
    team_ids = rights.team_ids("captain", "member")
    return db.session.scalar(select(Team.name).where(Team.id == team_ids[0])) or "" if team_ids else ""
