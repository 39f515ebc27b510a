"""The offline rule: the phone's submit time stands for a day, and only where the phone's clock is right."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulebook.deadlines import PhoneTimes, judged_at
from tests.rulebook.cases import RULES

DATES = RULES.deadlines
ARRIVED = datetime(2026, 3, 18, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR, MINUTE = 3600 * SECOND, 60 * SECOND
HANOI = timezone(timedelta(hours=7))


def judged(waited, skew=timedelta(0), zone=UTC):
    """Sent `waited` before it arrived, by a phone whose clock is `skew` ahead; both as the phone shows them."""
    phone = PhoneTimes((ARRIVED - waited).astimezone(zone), (ARRIVED + skew).astimezone(zone))
    return judged_at(ARRIVED, phone, DATES)


def test_without_the_phones_times_arrival_counts():
    assert judged_at(ARRIVED, None, DATES) == ARRIVED


@pytest.mark.parametrize(
    ("waited", "stands"),
    [
        (timedelta(0), True),
        (SECOND, True),
        (24 * HOUR - SECOND, True),
        (24 * HOUR, True),
        (24 * HOUR + SECOND, False),
        (-SECOND, False),
        (timedelta(days=400), False),
    ],
)
def test_the_submit_time_stands_for_twenty_four_hours(waited, stands):
    assert judged(waited) == (ARRIVED - waited if stands else ARRIVED)


@pytest.mark.parametrize(
    ("skew", "stands"),
    [
        (10 * MINUTE - SECOND, True),
        (SECOND - 10 * MINUTE, True),
        (10 * MINUTE, False),
        (-10 * MINUTE, False),
        (timedelta(days=365), False),
        (timedelta(days=-365), False),
    ],
)
def test_the_phones_clock_must_be_right_to_under_ten_minutes(skew, stands):
    assert judged(HOUR, skew) == (ARRIVED - HOUR if stands else ARRIVED)


def test_a_submit_time_after_the_phones_own_present_never_counts():
    assert judged(2 * MINUTE, skew=-5 * MINUTE) == ARRIVED
    assert judged(5 * MINUTE, skew=-5 * MINUTE) == ARRIVED - 5 * MINUTE


def test_the_same_instants_in_another_zone_are_judged_alike():
    assert judged(HOUR, zone=HANOI) == judged(HOUR)


offsets = st.timedeltas(min_value=timedelta(days=-3), max_value=timedelta(days=3)) | st.timedeltas(
    min_value=timedelta(minutes=-20), max_value=timedelta(minutes=20)
)


@given(offsets, offsets)
def test_a_report_is_judged_by_one_of_the_two_and_never_by_more_than_a_day_before_it_came(waited, skew):
    found = judged(waited, skew)
    assert found in (ARRIVED, ARRIVED - waited)
    assert ARRIVED - timedelta(hours=DATES.offline_hours) <= found <= ARRIVED
    if abs(skew) >= timedelta(minutes=DATES.clock_minutes):
        assert found == ARRIVED


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_any_two_instants_a_phone_could_send_are_judged(submitted_at, now):
    assert judged_at(ARRIVED, PhoneTimes(submitted_at, now), DATES) <= ARRIVED
