"""Totals per activity type, of a campaign, of each team and of each of its days, moved with the entries.

Pages print them without a sum over the ledger.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from operator import add, attrgetter
from typing import Any, NamedTuple

from app.database import Base
from app.statements import Order, Statement, upsert

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


SUMMED = {name: tuple(each for each in SUMS if each in Base.metadata.tables[name].c) for name in KEYS}
KEY_OF, SUMS_OF = ({name: attrgetter(*each) for name, each in columns.items()} for columns in (KEYS, SUMMED))


def _adding(name: str) -> Statement:
    """A row is made when it is new, added to when it is known."""
    table = Base.metadata.tables[name]
    return upsert(table, KEYS[name], lambda more: {each: table.c[each] + more[each] for each in SUMMED[name]})


ADDING = {name: _adding(name) for name in KEYS}


def moving(moved: Iterable[Moved]) -> list[Order]:
    """What adds the differences; the chain's head is held, so nobody else moves this campaign's tallies now."""
    differences = list(moved)
    return [(ADDING[table], list(_summed(differences, table))) for table in KEYS]


def _summed(moved: Iterable[Moved], table: str) -> Iterator[dict[str, Any]]:
    """One row per key, in the keys' order, so that everybody locks rows in the same order."""
    rows: dict[tuple[Any, ...], tuple[int, ...]] = {}
    for each in moved:
        key, sums = KEY_OF[table](each), SUMS_OF[table](each)
        rows[key] = tuple(map(add, rows[key], sums)) if key in rows else sums
    columns = KEYS[table] + SUMMED[table]
    for key in sorted(each for each in rows if None not in each):
        yield dict(zip(columns, key + rows[key], strict=True))
