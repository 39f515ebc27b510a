"""The lines of a board in rank order: place, movement, the way to the next place, and why equals stand as they do.

A board is kept as a sorted list, and a line is worked out when somebody looks at it: the first ten, a team's place and
its neighbours cost the same however many teams there are. When figures move, `with_moved` takes the teams out of their
old places and puts them into their new ones; every other line follows from where it stands by then, so that a board
that was kept up to date cannot differ from one that is sorted anew.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from app.queries.board_order import Entry, Ruled, by_key, by_value
from app.queries.board_rows import TeamRow
from app.queries.roll_ups import UnitRow
from app.rulebook.ranking import Exact, missing, why_tied

UNRULED = Ruled()


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A team's or a unit's place.

    `before` and `week_before` are its ranks at the end of the day before and of a week before. `gap` is missing to the
    rank `above`; None for the first. `tie` is '' or why it stands below the equal line above: a tie-break's name, or
    'shared'. `bracket` says where in a run of equal values it stands: '', 'first', 'middle' or 'last'.
    """

    row: TeamRow | UnitRow
    value: Exact
    rank: int
    before: int | None = None
    week_before: int | None = None
    above: int | None = None
    gap: Exact | None = None
    tie: str = ""
    bracket: str = ""

    @property
    def moved(self) -> int | None:
        """Places gained since `before`; None for a team that was not on the board then."""
        return None if self.before is None else self.before - self.rank

    @property
    def moved_in_a_week(self) -> int | None:
        """Places gained since `week_before`; None for a team that was not on the board then."""
        return None if self.week_before is None else self.week_before - self.rank


class Lines(Sequence[BoardLine]):
    """The board's lines in rank order."""

    def __init__(self, order: list[Entry], ruled: Ruled) -> None:
        self._order, self._ruled = order, ruled

    def with_moved(self, moved: Iterable[tuple[Entry, Entry]]) -> "Lines":
        """The board after these old places were left for new ones; this one stays as it is."""
        order = self._order.copy()
        for old, new in moved:
            del order[bisect_left(order, old)]
            insort(order, new)
        return Lines(order, self._ruled)

    def at(self, entry: Entry) -> BoardLine:
        """The line of an entry of this board."""
        return self[bisect_left(self._order, entry)]

    def level(self, top: int) -> int:
        """How many lines after the first `top` share the rank of the last of them."""
        if top >= len(self._order):
            return 0
        return bisect_right(self._order, self._order[top - 1].key, key=by_key) - top

    def rows(self) -> list[TeamRow | UnitRow]:
        """The rows in that order, without working out a line."""
        return [each.valued.row for each in self._order]

    def place_of(self, code: str) -> int | None:
        """Where in the order the row with that code stands, from 0."""
        return next((at for at, each in enumerate(self._order) if each.code == code), None)

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> BoardLine: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[BoardLine]: ...
    def __getitem__(self, place: int | slice) -> BoardLine | Sequence[BoardLine]:
        if isinstance(place, slice):
            return tuple(self._line(at) for at in range(*place.indices(len(self._order))))
        return self._line(range(len(self._order))[place])

    def _line(self, place: int) -> BoardLine:
        order, (tie_break, before, week_before) = self._order, self._ruled
        mine = order[place]
        row, value = mine.valued
        rank = bisect_left(order, mine.key, key=by_key) + 1
        first, behind = (find(order, -value, key=by_value) for find in (bisect_left, bisect_right))
        above = order[rank - 2] if rank > 1 else None
        key = getattr(row, "enrolment_id", 0)
        return BoardLine(
            row=row,
            value=value,
            rank=rank,
            before=before.get(key),
            week_before=week_before.get(key),
            above=bisect_left(order, above.key, key=by_key) + 1 if above else None,
            gap=missing(mine.ranked, above.ranked, tie_break) if above else None,
            tie=_tie(order[place - 1], mine, tie_break) if place > first else "",
            bracket=_bracket(value, place - first, behind - first),
        )


def board_lines(entries: Iterable[Entry], ruled: Ruled = UNRULED) -> Lines:
    """The rows in rank order, whatever order they come in; all were placed by the same tie-break."""
    return Lines(sorted(entries), ruled)


def _tie(above: Entry, mine: Entry, tie_break: tuple[str, ...]) -> str:
    """Nobody needs to be told why teams without points are level."""
    if not mine.valued.value:
        return ""
    return why_tied(above.ranked, mine.ranked, tie_break) or "shared"


def _bracket(value: Exact, place: int, size: int) -> str:
    if size == 1 or not value:
        return ""
    return "first" if not place else "last" if place == size - 1 else "middle"
