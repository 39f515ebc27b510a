"""The next day that raises points."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.rulebook.rules import RuleSet


@dataclass(frozen=True, slots=True)
class PeakDay:
    day: date
    percent: int


def next_peak(rules: RuleSet, first: date, last: date) -> PeakDay | None:
    """The first day from `first` to `last`, both included, on which some activity counts for more."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        percent = max((each.percent for each in rules.peaks if each.falls_on(day)), default=100)
        if percent > 100:
            return PeakDay(day, percent)
    return None
