"""Bars over the days of a campaign, or over its weeks, as numbers for an SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HIGH, LOW = 640, 132, 44
MOST_LABELS = 6
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar that is not empty."""

    day: date
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A day written under the bars; its line stands where its bar begins."""

    day: date
    x: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing `width` by `height`; the bars stand on `height`, their words below it."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    most: int


def day_bars(spans: Sequence[date], values: Mapping[date, int], height: int = HIGH) -> Bars:
    """One bar for each day or week with a value; each drawing has a scale of its own."""
    step = WIDTH / max(1, len(spans))
    most = max(values.values(), default=0)
    bars = tuple(
        _bar(each, values[each], at * step, step, height * values[each] / most, height)
        for at, each in enumerate(spans)
        if values.get(each, 0) > 0
    )
    return Bars(WIDTH, height, bars, _marks(spans, step), most)


def _bar(day: date, value: int, x: float, step: float, tall: float, height: int) -> Bar:
    tall = max(2.0, tall)
    gap = min(2.0, step / 5)
    return Bar(day, value, round(x + gap / 2, 1), round(height - tall, 1), round(step - gap, 1), round(tall, 1))


def _marks(spans: Sequence[date], step: float) -> tuple[Mark, ...]:
    """The Mondays, because a week begins on one; in a long campaign every second, third, fourth of them."""
    mondays = [(at, each) for at, each in enumerate(spans) if each.weekday() == MONDAY]
    every = -(-len(mondays) // MOST_LABELS) if mondays else 1
    return tuple(Mark(each, round(at * step, 1)) for at, each in mondays[::every])
