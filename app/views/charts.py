"""Small drawings as numbers for an SVG: no library, no inline style."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 320, 96
LEFT, RIGHT, TOP, BOTTOM = 28, 292, 14, 82


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
