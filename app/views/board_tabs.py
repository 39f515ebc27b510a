"""The ways from one board to the others: each tab changes one choice and keeps the rest."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from app.queries.board_choices import Choice, Offers
from app.queries.campaigns import Stage
from app.rulebook.boards import Board
from app.views.board_wanted import Wanted
from app.views.board_words import board_name, week_name, week_span
from app.views.formats import day


class Tab(NamedTuple):
    """One way; `hint` says more than its label has room for."""

    label: str
    href: str
    is_current: bool
    hint: str = ""


class Moments(NamedTuple):
    """Days a past board can be opened for: the first and last copied, and those beside the one that is shown."""

    first: date
    last: date
    before: str
    after: str


def kind_tabs(where: Stage, wanted: Wanted, offered: Iterable[Board], choices: Offers) -> list[Tab]:
    """One for each board; what the other board does not ask for is left behind."""
    found = []
    for board in offered:
        changes = {
            "board": board.code,
            "week": wanted.week if board.needs == "week" and wanted.week in choices.weeks_of(board) else None,
            "sunday": wanted.sunday if board.needs == "sunday" else None,
            "activity": wanted.activity if board.needs == "activity" else "",
            "team": "" if board.rolls_up else wanted.team,
            "page": 1,
        }
        found.append(Tab(board_name(board), wanted.address(where.campaign, **changes), board.code == wanted.board))
    return found


def period_tabs(where: Stage, wanted: Wanted, choice: Choice, choices: Offers) -> list[Tab]:
    """The weeks or Sundays of a board that has them, the newest first."""
    campaign, board = where.campaign, choice.board
    if board.needs == "week":
        return [
            Tab(
                week_name(number),
                wanted.address(campaign, week=number, page=1),
                number == choice.week,
                week_span(number, where),
            )
            for number in reversed(choices.weeks_of(board))
        ]
    if board.needs == "sunday":
        return [
            Tab(day(each)[:5], wanted.address(campaign, sunday=each, page=1), each == choice.sunday)
            for each in reversed(choices.sundays)
        ]
    return []


def moments(where: Stage, wanted: Wanted, kept: Sequence[date]) -> Moments | None:
    """None before the first copy. From another day a board's newest week and Sunday are shown."""
    if not kept:
        return None

    def address(at: int) -> str:
        if not 0 <= at < len(kept):
            return ""
        return wanted.address(where.campaign, day=kept[at], as_of=None, week=None, sunday=None, page=1)

    place = bisect_left(kept, wanted.day) if wanted.day else len(kept)
    return Moments(kept[0], kept[-1], address(place - 1), address(place + 1) if wanted.day else "")
