"""What verified lines are worth: caps, blocks, multipliers, the daily ceiling (Thể lệ, phần cách tính)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from app.rulebook.rules import Activity, RuleSet

FULL = 100

Period = tuple[int, ...]


class Line(NamedTuple):
    """A verified line as the arithmetic sees it; `quantity` is what was verified (posters in sheets)."""

    key: Hashable
    activity_code: str
    activity_day: date
    quantity: int
    late: bool
    team_size: int
    submitted_at: datetime
    report_id: str
    position: int


class Worth(NamedTuple):
    """The price of one line and every number behind it, so that a page can say why.

    `scored` is in units (sheets); `blocks_or_units`, `cap`, `cap_left_before` are in what the cap counts.
    """

    scored: int
    points: int
    percent: int
    blocks_or_units: int
    cap: int
    cap_left_before: int
    ceiling_cut: int
    points_per_unit: int


@dataclass(slots=True)
class _Spent:
    """What earlier lines have used up, the team size that binds each day and month, and multipliers met before."""

    units: dict[tuple[str, Period], int] = field(default_factory=lambda: defaultdict(int))
    points: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    sizes: dict[Period, int] = field(default_factory=dict)
    percents: dict[tuple[str, date, bool], int] = field(default_factory=dict)


def worth(lines: Sequence[Line], rules_for: Callable[[date], RuleSet]) -> dict[Hashable, Worth]:
    """Price every line of one enrolment's group, whatever order the lines come in.

    The group is all lines of the days concerned; of the whole month where a monthly cap is among them.
    """
    ordered = sorted(lines, key=submission_order)
    spent = _Spent()
    for line in ordered:
        spent.sizes.setdefault(period(line.activity_day, "day"), line.team_size)
        spent.sizes.setdefault(period(line.activity_day, "month"), line.team_size)
    rules = {day: rules_for(day) for day in {line.activity_day for line in ordered}}
    return {line.key: _price(line, rules[line.activity_day], spent) for line in ordered}


def submission_order(line: Line) -> tuple[datetime, str, int]:
    """Caps and ceilings fill by first submission, then report id, then the line's place in the report."""
    return line.submitted_at, line.report_id, line.position


def period(day: date, cap_period: str) -> Period:
    """The local day, or the calendar month it lies in, that a cap counts over."""
    return (day.year, day.month) if cap_period == "month" else (day.year, day.month, day.day)


def percent_for(activity_code: str, day: date, late: bool, rules: RuleSet) -> int:
    """The multiplier in percent: the highest peak that covers the line, 100 for late lines."""
    if late:
        return FULL
    peaks = (peak.percent for peak in rules.peaks if activity_code in peak.activities and peak.falls_on(day))
    return max(peaks, default=FULL)


def _price(line: Line, rules: RuleSet, spent: _Spent) -> Worth:
    activity = rules.activity(line.activity_code)
    window = period(line.activity_day, activity.cap_period)
    cap = _cap(activity, spent.sizes[window])
    left = max(0, cap - spent.units[line.activity_code, window])
    units = min(max(0, line.quantity) // activity.block, left)
    percent = _percent(line, rules, spent)
    earned = units * activity.points * percent // FULL
    points = min(earned, max(0, rules.daily_ceiling - spent.points[line.activity_day]))
    spent.units[line.activity_code, window] += units
    spent.points[line.activity_day] += points
    return Worth(
        scored=units * activity.block,
        points=points,
        percent=percent,
        blocks_or_units=units,
        cap=cap,
        cap_left_before=left,
        ceiling_cut=earned - points,
        points_per_unit=activity.points,
    )


def _percent(line: Line, rules: RuleSet, spent: _Spent) -> int:
    """Worked out once for all lines of a kind on a day."""
    key = (line.activity_code, line.activity_day, line.late)
    if key not in spent.percents:
        spent.percents[key] = percent_for(*key, rules)
    return spent.percents[key]


def _cap(activity: Activity, team_size: int) -> int:
    return team_size if activity.cap_by == "team_size" else activity.cap
