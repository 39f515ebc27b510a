"""How far a campaign's targets are: the four shapes of real plans, over true and uncapped counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.rulebook.measures import Target

METRICS = ("activities", "accounts_pct", "sundays_pct", "trained_pct", "hamlets")
"""What a target may count: its own activities, or one of the questions that need more than their sums."""

FULL = 100


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted. `whole` is what `part` is a share of (members, teams), None where nobody knows it;
    `each` holds one number for every unit that has a minimum of its own to reach."""

    part: int = 0
    whole: int | None = None
    each: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one target is.

    `value` stands against `goal`: a percentage, an average, a sum; None while it cannot be known. It rests on `part`
    of `whole`; for a minimum per unit these are the units that reached it. `percent` is the share of the way, 0 to 100,
    rounded down; `reached` is judged exactly.
    """

    goal: int
    value: Fraction | None
    part: int
    whole: int | None
    percent: int
    reached: bool


def progress(target: Target, count: Count) -> Progress:
    """How far the target is, by its shape; KeyError for a shape that rule files do not know."""
    return SHAPES[target.shape](target, count)


def _percent(target: Target, count: Count) -> Progress:
    """A share of a whole that is known; of nothing there is no share."""
    return _against(target, count, Fraction(FULL * count.part, count.whole) if count.whole else None)


def _per_member(target: Target, count: Count) -> Progress:
    """The average of all members: nobody is followed one by one."""
    return _against(target, count, Fraction(count.part, count.whole) if count.whole else None)


def _total(target: Target, count: Count) -> Progress:
    return _against(target, count, Fraction(count.part))


def _per_unit(target: Target, count: Count) -> Progress:
    """Every unit has to reach the minimum by itself; what one has too much helps no other. `value` is the average."""
    done, units = sum(each >= target.value for each in count.each), len(count.each)
    average = Fraction(sum(count.each), units) if units else None
    return Progress(target.value, average, done, units, FULL * done // units if units else 0, 0 < units == done)


def _against(target: Target, count: Count, value: Fraction | None) -> Progress:
    way = min(FULL, int(FULL * value / target.value)) if value is not None else 0
    return Progress(target.value, value, count.part, count.whole, way, value is not None and value >= target.value)


SHAPES: Mapping[str, Callable[[Target, Count], Progress]] = {
    "percent": _percent,
    "per_unit": _per_unit,
    "per_member": _per_member,
    "total": _total,
}
