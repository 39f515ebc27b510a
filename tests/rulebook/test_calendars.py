from datetime import date

import pytest

from app.rulebook.calendars import months, sundays


@pytest.mark.parametrize(("year", "count"), [(2023, 4), (2024, 5), (2025, 5), (2026, 5), (2027, 4), (2028, 4)])
def test_march_has_as_many_sundays_as_the_calendar_says(year, count):
    assert len(sundays(date(year, 3, 1), date(year, 3, 31))) == count


def test_digital_sunday_of_2023_had_45_sundays_from_its_first_day():
    found = sundays(date(2023, 2, 26), date(2023, 12, 31))
    assert (len(found), found[0], found[-1]) == (45, date(2023, 2, 26), date(2023, 12, 31))


def test_a_week_without_its_sunday_has_none():
    assert sundays(date(2026, 3, 9), date(2026, 3, 14)) == []


def test_months_run_over_the_turn_of_the_year():
    assert months(date(2025, 12, 31), date(2026, 2, 1)) == [(2025, 12), (2026, 1), (2026, 2)]
