"""Totals per activity type, of a campaign and of each team, moved with the entries: pages print them without a sum."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from app.database import Base, db

TALLIES = Base.metadata.tables["tallies"]
TEAM_TALLIES = Base.metadata.tables["team_tallies"]

Moved = tuple[int, str | None, int, int, int]
"""Enrolment id, activity code, and the differences of verified quantity, scored quantity and points."""


def move(campaign_id: int, moved: Iterable[Moved]) -> None:
    """Add the differences; the chain's head is held, so nobody else moves this campaign's tallies now."""
    teams: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    whole: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for enrolment_id, code, verified, scored, points in moved:
        if code:
            teams[enrolment_id, code] = _plus(teams[enrolment_id, code], (verified, scored, points))
            whole[code] = _plus(whole[code], (verified, scored))
    _add(TALLIES, [_row(("campaign_id", campaign_id), code, sums) for code, sums in sorted(whole.items())])
    _add(TEAM_TALLIES, [_row(("enrolment_id", each), code, sums) for (each, code), sums in sorted(teams.items())])


def _plus(sums: Iterable[int], more: Iterable[int]) -> list[int]:
    return [one + other for one, other in zip(sums, more, strict=True)]


def _row(owner: tuple[str, int], code: str, sums: list[int]) -> dict[str, Any]:
    names = ("verified_quantity", "scored_quantity", "points")
    return {owner[0]: owner[1], "activity_code": code, **dict(zip(names, sums, strict=False))}


def _add(table: Table, rows: list[dict[str, Any]]) -> None:
    """One statement for all rows: made when new, added to when known."""
    if not rows:
        return
    connection = db.session.connection()
    connection.execute(_adding(table.name, connection.dialect.name), rows)


@cache
def _adding(table_name: str, dialect_name: str) -> Insert:
    """The statement, made once for each table and database."""
    table = Base.metadata.tables[table_name]
    statement = {"postgresql": postgresql, "sqlite": sqlite}[dialect_name].insert(table)
    keys = [column.name for column in table.primary_key]
    sums = {column.name: column + statement.excluded[column.name] for column in table.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=sums)
