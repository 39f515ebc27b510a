"""The lines of a board in rank order: place, movement, the way to the next place, and why equals stand as they do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from app.queries.board_rows import TeamRow
from app.queries.roll_ups import UnitRow
from app.rulebook.boards import NO_TIES
from app.rulebook.ranking import Exact, Ranked, Row, TieFacts, missing, rank, why_tied


class Valued(NamedTuple):
    """A row with what the board ranks it by."""

    row: TeamRow | UnitRow
    value: Exact


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


def board_lines(
    rows: Iterable[Valued],
    tie_break: tuple[str, ...] = (),
    before: Mapping[int, int] | None = None,
    week_before: Mapping[int, int] | None = None,
) -> tuple[BoardLine, ...]:
    """The rows in rank order; without a tie-break equal values share a rank. Earlier ranks are by enrolment."""
    ranked = rank((Row(each, each.row.code, each.value, _ties(each.row)) for each in rows), tie_break)
    lines: list[BoardLine] = []
    for _, run in groupby(ranked, key=lambda each: each.row.points):
        tied = list(run)
        for place, each in enumerate(tied):
            valued = each.row.key
            assert isinstance(valued, Valued)
            key = getattr(valued.row, "enrolment_id", 0)
            above = ranked[each.rank - 2] if each.rank > 1 else None
            lines.append(
                BoardLine(
                    row=valued.row,
                    value=valued.value,
                    rank=each.rank,
                    before=(before or {}).get(key),
                    week_before=(week_before or {}).get(key),
                    above=above.rank if above else None,
                    gap=_gap(each, above, tie_break),
                    tie=_tie([one.row for one in tied], place, tie_break),
                    bracket=_bracket(valued.value, place, len(tied)),
                )
            )
    return tuple(lines)


def _ties(row: TeamRow | UnitRow) -> TieFacts:
    return row.ties if isinstance(row, TeamRow) else NO_TIES


def _gap(each: Ranked, above: Ranked | None, tie_break: tuple[str, ...]) -> Exact | None:
    return missing(each.row, above.row, tie_break) if above else None


def _tie(tied: Sequence[Row], place: int, tie_break: tuple[str, ...]) -> str:
    """Nobody needs to be told why teams without points are level."""
    if not place or not tied[place].points:
        return ""
    return why_tied(tied[place - 1], tied[place], tie_break) or "shared"


def _bracket(value: Exact, place: int, size: int) -> str:
    if size == 1 or not value:
        return ""
    return "first" if not place else "last" if place == size - 1 else "middle"
