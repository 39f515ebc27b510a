"""Units below a person's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import Team, Unit
from app.queries import scope
from app.queries.rights import Rights
from app.rulebook.text import search_key

READING = ("officer", "admin", "auditor")


@dataclass(frozen=True, slots=True)
class Row:
    """A unit and how many teams it has."""

    unit: Unit
    teams: int


def unit_by_code(code: str) -> Unit | None:
    """The unit with this code."""
    return db.session.scalar(select(Unit).where(Unit.code == code))


def within(rights: Rights, wanted: str = "", limit: int = 50, offset: int = 0) -> Sequence[Row]:
    """Units with the asker's, those with teams first; `wanted` matches with or without diacritics."""
    count = func.count(Team.id)
    query = (
        select(Unit, count)
        .outerjoin(Team, Team.unit_id == Unit.id)
        .where(scope.within(rights.paths(*READING)))
        .group_by(Unit.id)
        .order_by(count.desc(), Unit.code)
    )
    if wanted:
        query = query.where(Unit.search_key.contains(search_key(wanted), autoescape=True))
    return [Row(*row) for row in db.session.execute(query.limit(limit).offset(offset))]
