"""Days of a campaign."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import lru_cache

SUNDAY = 6
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@lru_cache(maxsize=64)  # every decision asks for its campaign's
def sundays(start: date, end: date) -> Sequence[date]:
    """Every Sunday from `start` to `end`, both included."""
    first = start + timedelta(days=SUNDAY - start.weekday())
    return tuple(first + timedelta(days=7 * week) for week in range((end - first).days // 7 + 1))


def months(start: date, end: date) -> list[tuple[int, int]]:
    """Every (year, month) the campaign touches, in order."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [(number // 12, number % 12 + 1) for number in range(first, last + 1)]


def week_of(start: date, day: date) -> int:
    """The number of the week that holds `day`; weeks run from Monday to Sunday, week 1 holds the first day."""
    return (day - _monday(start)).days // 7 + 1


def week_days(start: date, end: date, number: int) -> tuple[date, date]:
    """The first and last day of that week, as far as they lie within the campaign."""
    monday = _monday(start) + timedelta(days=7 * (number - 1))
    return max(start, monday), min(end, monday + timedelta(days=SUNDAY))


def longest_run(days: Collection[date]) -> int:
    """How many weeks in a row at most hold one of `days`, all of which fall on the same weekday."""
    longest = run = 0
    known = set(days)
    for day in sorted(known):
        run = run + 1 if day - timedelta(days=7) in known else 1
        longest = max(longest, run)
    return longest


def longest_streak(days: Collection[date], asked: Collection[date], excused: Collection[date]) -> int:
    """How many of the `asked` days in a row at most are in `days`; an excused day neither counts nor breaks."""
    longest = run = 0
    for day in sorted(asked):
        run = run + 1 if day in days else run if day in excused else 0
        longest = max(longest, run)
    return longest


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
