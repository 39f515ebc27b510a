"""The order of a board: each row with the key that the rules rank it by."""

from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from app.queries.board_rows import TeamRow
from app.queries.roll_ups import UnitRow
from app.rulebook.boards import NO_TIES
from app.rulebook.ranking import Exact, Row, order_key


class Valued(NamedTuple):
    """A row with what the board ranks it by."""

    row: TeamRow | UnitRow
    value: Exact


class Entry(NamedTuple):
    """A row in its place of the order; no two have the same code, so nothing behind it is ever compared."""

    key: tuple[Exact, ...]
    code: str
    valued: Valued

    @property
    def ranked(self) -> Row:
        """What the rules of ranking see of it."""
        return _ranked(self.valued)


class Ruled(NamedTuple):
    """What else a board goes by: without a tie-break equal values share a rank. Earlier ranks are by enrolment."""

    tie_break: tuple[str, ...] = ()
    before: Mapping[int, int] = {}
    week_before: Mapping[int, int] = {}


by_key = itemgetter(0)


def entry_of(valued: Valued, tie_break: tuple[str, ...] = ()) -> Entry:
    """The row with its place in the order."""
    return Entry(order_key(_ranked(valued), tie_break), valued.row.code, valued)


def by_value(entry: Entry) -> Exact:
    """What the order goes by before all else: the value, negative."""
    return entry.key[0]


def _ranked(valued: Valued) -> Row:
    row = valued.row
    return Row(row.code, row.code, valued.value, row.ties if isinstance(row, TeamRow) else NO_TIES)
