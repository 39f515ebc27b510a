"""Totals per activity type, of a campaign, of each team and of each of its days, moved with the entries.

Pages print them without a sum over the ledger.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy.dialects import postgresql, sqlite

from app.database import Base, db
from app.statements import Statement

SUMS = ("verified_quantity", "scored_quantity", "points")


class Moved(NamedTuple):
    """The differences one entry makes; only what belongs to an activity type moves a tally."""

    campaign_id: int
    enrolment_id: int
    activity_code: str
    day: date | None
    verified_quantity: int
    scored_quantity: int
    points: int


KEYS = {
    "tallies": ("campaign_id", "activity_code"),
    "team_tallies": ("enrolment_id", "activity_code"),
    "day_tallies": ("enrolment_id", "day", "activity_code"),
}


def move(moved: Iterable[Moved]) -> None:
    """Add the differences; the chain's head is held, so nobody else moves this campaign's tallies now."""
    differences = list(moved)
    for table, keys in KEYS.items():
        _add(table, _summed(differences, table, keys))


def _summed(moved: Iterable[Moved], table: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """One row per key, in the keys' order, so that everybody locks rows in the same order."""
    names = [name for name in SUMS if name in Base.metadata.tables[table].c]
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for each in moved:
        key = tuple(getattr(each, name) for name in keys)
        row = rows.setdefault(key, dict(zip(keys, key, strict=True)) | dict.fromkeys(names, 0))
        for name in names:
            row[name] += getattr(each, name)
    return [rows[key] for key in sorted(key for key in rows if None not in key)]


def _add(table: str, rows: list[dict[str, Any]]) -> None:
    """One statement for all rows: made when new, added to when known."""
    if rows:
        _adding(table, db.session.connection().dialect.name).run(*rows)


@cache
def _adding(table_name: str, dialect_name: str) -> Statement:
    """The statement, made once for each table and database."""
    table = Base.metadata.tables[table_name]
    statement = {"postgresql": postgresql, "sqlite": sqlite}[dialect_name].insert(table)
    keys = KEYS[table_name]
    sums = {column.name: column + statement.excluded[column.name] for column in table.c if column.name not in keys}
    return Statement(statement.on_conflict_do_update(index_elements=keys, set_=sums))
