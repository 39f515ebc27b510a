"""The lines of a board in rank order: place, movement, and why equals stand as they do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.queries.board_rows import TeamRow
from app.rulebook.ranking import Row, rank, why_tied


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A team's place. `tie` is '' or why it stands below the equal line above: a tie-break's name, or 'shared'.

    `bracket` says where in a run of equal points it stands: '', 'first', 'middle' or 'last'.
    """

    row: TeamRow
    rank: int
    before: int | None
    tie: str
    bracket: str

    @property
    def moved(self) -> int | None:
        """Places gained since `before`; None for a team that was not on the board then."""
        return None if self.before is None else self.before - self.rank


def board_lines(
    rows: Iterable[TeamRow], tie_break: tuple[str, ...], before: Mapping[int, int]
) -> tuple[BoardLine, ...]:
    """The rows in rank order; `before` holds earlier ranks by enrolment."""
    ranked = rank((Row(each, each.team_code, each.points, each.ties) for each in rows), tie_break)
    lines: list[BoardLine] = []
    for _, run in groupby(ranked, key=lambda each: each.row.points):
        tied = list(run)
        for place, each in enumerate(tied):
            team = each.row.key
            assert isinstance(team, TeamRow)
            lines.append(
                BoardLine(
                    row=team,
                    rank=each.rank,
                    before=before.get(team.enrolment_id),
                    tie=_tie([one.row for one in tied], place, tie_break),
                    bracket=_bracket(team.points, place, len(tied)),
                )
            )
    return tuple(lines)


def _tie(tied: Sequence[Row], place: int, tie_break: tuple[str, ...]) -> str:
    """Nobody needs to be told why teams without points are level."""
    if not place or not tied[place].points:
        return ""
    return why_tied(tied[place - 1], tied[place], tie_break) or "shared"


def _bracket(points: int, place: int, size: int) -> str:
    if size == 1 or not points:
        return ""
    return "first" if not place else "last" if place == size - 1 else "middle"
