"""Whom the figures put forward for the special awards that go by figures; the council decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.queries.board_choices import Choice
from app.queries.board_efforts import efforts
from app.queries.board_rows import TeamRow
from app.queries.horizon import Horizon
from app.queries.roll_ups import roll_up
from app.rulebook.boards import REGISTRY, WEEKS_BACK
from app.rulebook.ranking import Exact

BOARDS = {"most_improved": "improved", "most_accurate": "accuracy", "outstanding_unit": "units"}
FIRST_WEEKS = 1 + WEEKS_BACK
MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One candidate: a team's or a unit's code and name, and what speaks for it."""

    code: str
    name: str
    value: Exact


def suggestions(seen: Horizon, codes: Sequence[str]) -> Mapping[str, list[Suggestion]]:
    """The best three for each of these awards, best first; awards that go by no figure are left out."""
    return {code: _best(seen, BOARDS[code]) for code in codes if code in BOARDS}


def _best(seen: Horizon, name: str) -> list[Suggestion]:
    board = REGISTRY[name]
    found = efforts(seen, Choice(board, week=FIRST_WEEKS if board.back else 0))
    valued = [(row, value) for row, effort in found if (value := board.value(effort)) is not None]
    candidates = _units(seen, board.rolls_up, valued) if board.rolls_up else _teams(valued)
    return sorted(candidates, key=lambda each: (-each.value, each.code))[:MOST]


def _teams(valued: Sequence[tuple[TeamRow, Exact]]) -> list[Suggestion]:
    return [Suggestion(row.team_code, row.team_name, value) for row, value in valued]


def _units(seen: Horizon, level: str, valued: Sequence[tuple[TeamRow, Exact]]) -> list[Suggestion]:
    where = seen.stage
    rolled = roll_up(where.campaign, level, where.book.newest.unit_board, valued)
    return [Suggestion(row.unit_code, row.unit_name, value) for row, value in rolled if value is not None]
