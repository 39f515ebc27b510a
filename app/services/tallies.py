"""Totals per activity type, of a campaign, of each team and of each of its days, moved with the entries.

Pages print them without a sum over the ledger.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from app.database import Base
from app.statements import Statement, upsert

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


def _adding(name: str, keys: tuple[str, ...]) -> Statement:
    """A row is made when it is new, added to when it is known."""
    table = Base.metadata.tables[name]
    sums = [column for column in table.c if column.name not in keys]
    return upsert(table, keys, lambda more: {column.name: column + more[column.name] for column in sums})


ADDING = {name: _adding(name, keys) for name, keys in KEYS.items()}


def move(moved: Iterable[Moved]) -> None:
    """Add the differences; the chain's head is held, so nobody else moves this campaign's tallies now."""
    differences = list(moved)
    for table, keys in KEYS.items():
        ADDING[table].run(*_summed(differences, table, keys))


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
