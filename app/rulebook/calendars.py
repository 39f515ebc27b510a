"""Days of a campaign."""

from datetime import date, timedelta

SUNDAY = 6


def sundays(start: date, end: date) -> list[date]:
    """Every Sunday from `start` to `end`, both included."""
    first = start + timedelta(days=SUNDAY - start.weekday())
    return [first + timedelta(days=7 * week) for week in range((end - first).days // 7 + 1)]


def months(start: date, end: date) -> list[tuple[int, int]]:
    """Every (year, month) the campaign touches, in order."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [(number // 12, number % 12 + 1) for number in range(first, last + 1)]
