"""Small drawings as numbers for an SVG: no library, no inline style."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.queries.team_weeks import Week

WIDTH, HEIGHT = 320, 96
LEFT, RIGHT, TOP, BOTTOM = 28, 292, 14, 82
MOST_BARS, WIDEST = 12, 56


@dataclass(frozen=True, slots=True)
class RankLine:
    """A line of ranks over days, the first place on top."""

    points: str
    first: tuple[float, float, int, date]
    last: tuple[float, float, int, date]


def rank_line(history: Sequence[tuple[date, int]]) -> RankLine | None:
    """None for fewer than two days: a dot is no line."""
    if len(history) < 2:
        return None
    worst = max(2, *(rank for _, rank in history))
    step = (RIGHT - LEFT) / (len(history) - 1)
    marks = [
        (round(LEFT + step * at, 1), round(TOP + (BOTTOM - TOP) * (rank - 1) / (worst - 1), 1), rank, day)
        for at, (day, rank) in enumerate(history)
    ]
    return RankLine(" ".join(f"{x},{y}" for x, y, _, _ in marks), marks[0], marks[-1])


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a drawing; `middle` is where its words stand."""

    week: Week
    x: float
    y: float
    width: float
    height: float
    middle: float


def week_bars(weeks: Sequence[Week]) -> list[Bar]:
    """A bar for each of the latest twelve weeks; a week without points keeps a hairline."""
    shown = weeks[-MOST_BARS:]
    most = max((each.points for each in shown), default=0)
    if most <= 0:
        return []
    step = min(WIDEST, WIDTH / len(shown))
    return [
        Bar(
            each,
            round(step * (at + 0.1), 1),
            round(BOTTOM - height, 1),
            round(step * 0.8, 1),
            height,
            step * (at + 0.5),
        )
        for at, each in enumerate(shown)
        for height in [round(max(1.0, (BOTTOM - TOP) * max(0, each.points) / most), 1)]
    ]
