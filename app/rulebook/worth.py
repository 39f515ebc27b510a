"""What verified lines are worth: caps, blocks, multipliers, the daily ceiling (Thể lệ, phần cách tính)."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from app.rulebook.measures import Peak
from app.rulebook.rules import RuleSet

FULL = 100


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


submission_order = attrgetter("submitted_at", "report_id", "position")
"""Caps and ceilings fill by first submission, then report id, then the line's place in the report."""


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
class _Window:
    """A local day, or a month of them, that caps count over: the team size that binds it, and the units used up."""

    team_size: int
    units: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Day:
    """A local day as its lines are priced: its rules and peaks, its caps' windows by period, points given so far."""

    rules: RuleSet
    peaks: Sequence[Peak]
    windows: Mapping[str, _Window]
    points: int = 0


def worth(lines: Sequence[Line], rules_for: Callable[[date], RuleSet]) -> dict[Hashable, Worth]:
    """Price every line of one enrolment's group, whatever order the lines come in; the answer's is that of submission.

    The group is all lines of the days concerned; of the whole month where a monthly cap is among them.
    """
    days: dict[date, _Day] = {}
    months: dict[tuple[int, int], _Window] = {}
    due: dict[Hashable, Worth] = {}
    for line in sorted(lines, key=submission_order):
        day = line.activity_day
        if day not in days:
            month = months.setdefault((day.year, day.month), _Window(line.team_size))
            rules = rules_for(day)
            peaks = [peak for peak in rules.peaks if peak.falls_on(day)]
            days[day] = _Day(rules, peaks, {"day": _Window(line.team_size), "month": month})
        due[line.key] = _price(line, days[day])
    return due


def _percent(activity_code: str, late: bool, peaks: Sequence[Peak]) -> int:
    """The multiplier in percent: the day's highest peak that covers the line, 100 for late lines."""
    if late or not peaks:
        return FULL
    return max((peak.percent for peak in peaks if activity_code in peak.activities), default=FULL)


def _price(line: Line, day: _Day) -> Worth:
    activity = day.rules.by_code[line.activity_code]
    window = day.windows[activity.cap_period]
    cap = window.team_size if activity.cap_by == "team_size" else activity.cap
    used = window.units.get(activity.code, 0)
    left = max(0, cap - used)
    units = min(max(0, line.quantity) // activity.block, left)
    percent = _percent(line.activity_code, line.late, day.peaks)
    earned = units * activity.points * percent // FULL
    points = min(earned, day.rules.daily_ceiling - day.points)
    window.units[activity.code] = used + units
    day.points += points
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
