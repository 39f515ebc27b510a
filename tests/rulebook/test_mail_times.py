"""When letters go out: the day's letter, the night of minors, and the waits between tries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.rulebook.mail_times import PATIENCE, ZONE, after_the_night, last_letter, next_try

TODAY = date(2026, 3, 15)
MINOR = date(2026, 12, 1)


def local(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (local(15, 21, 59), local(15, 21, 59)),
        (local(15, 22, 0), local(16, 6, 0)),
        (local(15, 23, 59), local(16, 6, 0)),
        (local(16, 0, 0), local(16, 6, 0)),
        (local(16, 5, 59), local(16, 6, 0)),
        (local(16, 6, 0), local(16, 6, 0)),
    ],
)
def test_a_minors_night_lasts_from_ten_to_six(at, due):
    assert after_the_night(at.astimezone(UTC), MINOR) == due
    assert after_the_night(at, None) == at


def test_who_turns_18_today_is_no_minor_any_more():
    at = local(15, 23)
    assert after_the_night(at, TODAY) == at
    assert after_the_night(at, TODAY + timedelta(days=1)) == local(16, 6)


@pytest.mark.parametrize(
    ("at", "letter"),
    [
        (local(15, 19, 29), local(14, 19, 30)),
        (local(15, 19, 30), local(15, 19, 30)),
        (local(16, 0, 5), local(15, 19, 30)),
    ],
)
def test_the_days_letter_is_that_of_half_past_seven(at, letter):
    assert last_letter(at.astimezone(UTC)) == letter


def test_each_wait_is_twice_the_last_up_to_six_hours_and_it_ends_after_two_days():
    made = at = local(15, 8)
    waits = []
    for tries in range(1, 60):
        again = next_try(tries, made, at)
        if again is None:
            break
        waits.append(again - at)
        at = again
    assert waits[:4] == [timedelta(minutes=each) for each in (1, 2, 4, 8)]
    assert max(waits) == timedelta(hours=6)
    assert PATIENCE <= at - made < PATIENCE + timedelta(hours=6)
    assert 10 < len(waits) < 20


def test_a_letter_is_given_up_with_the_second_that_makes_two_days_and_not_before():
    made = local(15, 8)
    assert next_try(17, made, datetime(2026, 3, 17, 7, 59, 59, tzinfo=ZONE)) == datetime(
        2026, 3, 17, 13, 59, 59, tzinfo=ZONE
    )
    assert next_try(17, made, local(17, 8)) is None
