"""What a board can be asked for: weeks, Sundays and activity types, none of which lies beyond the board's day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.queries.horizon import Horizon
from app.queries.movement import board_day
from app.rulebook.boards import REGISTRY, Board
from app.rulebook.calendars import sundays, week_days, week_of
from app.rulebook.rules import Activity

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Choice:
    """One board and what was chosen for it; a week of 0 and no Sunday where none has come yet."""

    board: Board
    week: int = 0
    sunday: date | None = None
    activity: str = ""

    @property
    def key(self) -> tuple[str, int, str, str]:
        """Tells it from every other choice."""
        return self.board.code, self.week, str(self.sunday or ""), self.activity


OVERALL = Choice(REGISTRY["overall"])


@dataclass(frozen=True, slots=True)
class Offers:
    """What has begun by the board's day, oldest first; activity types in the order of the rules."""

    weeks: Sequence[int]
    sundays: Sequence[date]
    activities: Sequence[Activity]

    def weeks_of(self, board: Board) -> Sequence[int]:
        """A board that looks back begins with the first week that has something to look back at."""
        return self.weeks[board.back :]

    def choose(self, board: Board, week: int | None, sunday: date | None, activity: str) -> Choice | None:
        """The choice, where nothing is said the newest; None for what is not offered."""
        known = {each.code for each in self.activities}
        if (
            (week is not None and week not in (self.weeks_of(board) if board.needs == "week" else self.weeks))
            or (sunday is not None and sunday not in self.sundays)
            or (activity and activity not in known)
        ):
            return None
        return Choice(
            board,
            week=(week or self._week(board)) if board.needs == "week" else 0,
            sunday=(sunday or next(reversed(self.sundays), None)) if board.needs == "sunday" else None,
            activity=(activity or self.activities[0].code) if board.needs == "activity" else "",
        )

    def is_open(self, choice: Choice) -> bool:
        """Whether the board's time is not over yet."""
        if choice.board.needs == "week":
            return bool(choice.week) and choice.week == self.weeks[-1]
        return choice.board.needs != "sunday"

    def _week(self, board: Board) -> int:
        """The latest week; for a board that looks back the first it can, as the rules of the award say."""
        found = self.weeks_of(board)
        return (found[0] if board.back else found[-1]) if found else 0


def offers(horizon: Horizon) -> Offers:
    """What a reader who sees so far can choose."""
    campaign = horizon.stage.campaign
    last = min(board_day(horizon), campaign.ends_on)
    begun = last >= campaign.starts_on
    return Offers(
        weeks=range(1, week_of(campaign.starts_on, last) + 1) if begun else (),
        sundays=sundays(campaign.starts_on, last) if begun else (),
        activities=[each for each in horizon.stage.book.newest.activities if each.on],
    )


def spans(horizon: Horizon, choice: Choice) -> list[Span]:
    """The days a board looks at: what was chosen, then what it is compared with."""
    campaign, board = horizon.stage.campaign, choice.board
    whole = campaign.starts_on, campaign.ends_on
    if board.needs == "week" and choice.week:
        weeks = [choice.week, choice.week - board.back] if board.back else [choice.week]
        return [week_days(*whole, number) for number in weeks]
    if board.needs == "sunday" and choice.sunday:
        return [(choice.sunday, choice.sunday)]
    return [whole] if board.needs == "activity" else []
