"""Find a team or a unit by what people type, with or without diacritics."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Team, Unit
from app.rulebook.text import clean, forbidden, has_marks, search_key

LEAST = 2
LOOKED_AT = 300
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Teams by name or code, and units with their teams."""

    teams: Sequence[Team] = ()
    units: Sequence[tuple[Unit, Sequence[Team]]] = ()


def wanted(raw: str) -> str:
    """The query as it is used: clean and at most 100 signs; empty when it cannot be searched for."""
    return "" if forbidden(raw) else clean(raw)[:100].replace("\n", " ")


def find(query: str) -> Found:
    """At most 20 of each; names that carry the typed diacritics come first."""
    if len(search_key(query)) < LEAST:
        return Found()
    units = _best(Unit, query, [])
    return Found(find_teams(query), [(each, teams) for each, teams in _with_teams(units)])


def find_teams(query: str) -> list[Team]:
    """Teams whose name or code holds what was typed."""
    by_code = db.session.scalars(
        select(Team).where(func.upper(Team.code) == query.upper()).options(joinedload(Team.unit))
    ).all()
    return list(dict.fromkeys([*by_code, *_best(Team, query, [joinedload(Team.unit)])]))[:SHOWN]


def holds(key: str, name: str) -> bool:
    """Whether each word of a search key begins a word of a name, in whatever order: "an" is not in "Đoàn"."""
    bare = f" {search_key(name)}"
    return all(f" {word}" in bare for word in key.split())


def rank_matches(query: str, names: Sequence[str]) -> list[int]:
    """Positions of `names`, best match first: the diacritics typed, then the words together, then the alphabet."""
    marked, typed, key = has_marks(query), clean(query).casefold().split(), search_key(query)

    def order(position: int) -> tuple[bool, bool, str, str]:
        name = names[position].casefold()
        bare = search_key(name)
        return marked and not all(word in name for word in typed), f" {key} " not in f" {bare} ", bare, name

    return sorted(range(len(names)), key=order)


def _best(model: Any, query: str, options: list[Any]) -> list[Any]:
    rows = db.session.scalars(
        select(model)
        .where(*(model.search_key.contains(word, autoescape=True) for word in search_key(query).split()))
        .options(*options)
        .order_by(model.search_key, model.id)
        .limit(LOOKED_AT)
    ).all()
    return [rows[each] for each in rank_matches(query, [row.name for row in rows])][:SHOWN]


def _with_teams(units: Sequence[Unit]) -> list[tuple[Unit, list[Team]]]:
    teams = db.session.scalars(
        select(Team).where(Team.unit_id.in_([each.id for each in units])).order_by(Team.name, Team.code)
    ).all()
    return [(each, [team for team in teams if team.unit_id == each.id]) for each in units]
