"""A milestone looks at its own days only, and they are kept and read back as they were."""

from datetime import date, timedelta

import pytest

from app.rulebook.scopes import Scope

START, END = date(2026, 3, 1), date(2026, 3, 31)
BUSY_WEEK = Scope(date(2026, 3, 9), date(2026, 3, 15))
WEEKENDS = Scope(date.min, date.max, ("saturday", "sunday"))
TWO_SUNDAYS = Scope(date(2026, 3, 8), date(2026, 3, 15), ("sunday",))


@pytest.mark.parametrize(
    ("scope", "key"),
    [
        (BUSY_WEEK, "2026-03-09/2026-03-15/"),
        (WEEKENDS, "0001-01-01/9999-12-31/saturday,sunday"),
        (TWO_SUNDAYS, "2026-03-08/2026-03-15/sunday"),
    ],
)
def test_a_scope_is_kept_by_its_key_and_read_back(scope, key):
    assert scope.key == key
    assert Scope.read(key) == scope


@pytest.mark.parametrize(
    ("scope", "day", "counts"),
    [
        (BUSY_WEEK, date(2026, 3, 8), False),
        (BUSY_WEEK, date(2026, 3, 9), True),
        (BUSY_WEEK, date(2026, 3, 15), True),
        (BUSY_WEEK, date(2026, 3, 16), False),
        (WEEKENDS, date(2026, 3, 13), False),
        (WEEKENDS, date(2026, 3, 14), True),
        (WEEKENDS, date(2026, 3, 15), True),
        (TWO_SUNDAYS, date(2026, 3, 1), False),
        (TWO_SUNDAYS, date(2026, 3, 14), False),
        (TWO_SUNDAYS, date(2026, 3, 15), True),
    ],
)
def test_work_counts_on_both_ends_of_the_window_and_on_its_weekdays(scope, day, counts):
    assert scope.covers(day) is counts


@pytest.mark.parametrize(
    ("scope", "days"),
    [
        (Scope(date.min, date.max), [START + timedelta(days=each) for each in range(31)]),
        (Scope(date(2026, 2, 20), date(2026, 3, 2)), [START, date(2026, 3, 2)]),
        (Scope(date(2026, 3, 30), date(2026, 4, 9)), [date(2026, 3, 30), END]),
        (TWO_SUNDAYS, [date(2026, 3, 8), date(2026, 3, 15)]),
        (Scope(date(2026, 3, 7), date(2026, 3, 7)), [date(2026, 3, 7)]),
        (Scope(date(2026, 4, 1), date(2026, 4, 9)), []),
    ],
)
def test_its_days_are_those_within_the_campaign(scope, days):
    assert scope.days(START, END) == days
