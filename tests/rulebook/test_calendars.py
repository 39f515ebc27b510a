from datetime import date

import pytest

from app.rulebook.calendars import longest_run, longest_streak, months, sundays, week_days, week_of


@pytest.mark.parametrize(("year", "count"), [(2023, 4), (2024, 5), (2025, 5), (2026, 5), (2027, 4), (2028, 4)])
def test_march_has_as_many_sundays_as_the_calendar_says(year, count):
    assert len(sundays(date(year, 3, 1), date(year, 3, 31))) == count


def test_digital_sunday_of_2023_had_45_sundays_from_its_first_day():
    found = sundays(date(2023, 2, 26), date(2023, 12, 31))
    assert (len(found), found[0], found[-1]) == (45, date(2023, 2, 26), date(2023, 12, 31))


def test_a_week_without_its_sunday_has_none():
    assert sundays(date(2026, 3, 9), date(2026, 3, 14)) == ()


def test_months_run_over_the_turn_of_the_year():
    assert months(date(2025, 12, 31), date(2026, 2, 1)) == [(2025, 12), (2026, 1), (2026, 2)]


@pytest.mark.parametrize(
    ("day", "number", "span"),
    [
        (date(2026, 3, 1), 1, (date(2026, 3, 1), date(2026, 3, 1))),  # a Sunday: the first week has one day
        (date(2026, 3, 2), 2, (date(2026, 3, 2), date(2026, 3, 8))),
        (date(2026, 3, 8), 2, (date(2026, 3, 2), date(2026, 3, 8))),
        (date(2026, 3, 31), 6, (date(2026, 3, 30), date(2026, 3, 31))),
    ],
)
def test_weeks_run_from_monday_to_sunday_and_the_first_holds_the_first_day(day, number, span):
    assert week_of(date(2026, 3, 1), day) == number
    assert week_days(date(2026, 3, 1), date(2026, 3, 31), number) == span


def test_a_campaign_that_begins_on_a_monday_has_a_whole_first_week():
    monday = date(2026, 6, 1)
    assert [week_of(monday, date(2026, 6, day)) for day in (1, 7, 8)] == [1, 1, 2]
    assert week_days(monday, date(2026, 6, 30), 1) == (monday, date(2026, 6, 7))


def test_the_longest_run_of_sundays_ends_where_one_is_left_out():
    march = sundays(date(2026, 3, 1), date(2026, 3, 31))
    assert longest_run([]) == 0
    assert longest_run(march[:1]) == 1
    assert longest_run(march[::-1]) == 5
    assert longest_run([march[0], march[2], march[3]]) == 2
    assert longest_run([march[0], march[1], march[3]]) == 2
    assert longest_run([march[0], march[0]]) == 1


MARCH = [date(2026, 3, day) for day in (1, 8, 15, 22, 29)]
FIRST, SECOND, THIRD, FOURTH, FIFTH = MARCH


@pytest.mark.parametrize(
    ("days", "excused", "longest"),
    [
        (MARCH, (), 5),
        ((FIFTH, FOURTH, SECOND, FIRST), (), 2),
        ((FIRST, SECOND, FOURTH, FIFTH), (THIRD,), 4),
        ((FIRST, SECOND, THIRD), (THIRD,), 3),  # worked although excused
        ((FIRST, THIRD, FOURTH, FIFTH), (), 3),
        ((FIRST, SECOND, THIRD, FIFTH), (), 3),
        ((SECOND,), (), 1),
        ((), MARCH, 0),
        ((), (), 0),
        ((date(2026, 3, 7), date(2026, 3, 14)), (), 0),
    ],
)
def test_an_excused_sunday_breaks_no_streak_and_counts_only_for_a_team_that_went_out(days, excused, longest):
    assert longest_streak(days, MARCH[::-1], excused) == longest


def test_of_no_day_asked_there_is_no_streak():
    assert longest_streak(MARCH, (), ()) == 0
