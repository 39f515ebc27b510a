from datetime import datetime

import pytest

from app.rulebook.phases import (
    PHASES,
    data_closed,
    decisions_open,
    is_final,
    is_frozen,
    phase,
    rechecks_open,
    reports_open,
)
from tests.rulebook.cases import CALENDAR


def local(text: str) -> datetime:
    return datetime.fromisoformat(text + "+07:00")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-02-28T23:59:59", "planned"),
        ("2026-03-01T00:00:00", "running"),
        ("2026-03-31T23:59:59", "running"),
        ("2026-04-01T00:00:00", "verifying"),
        ("2026-04-04T23:59:59", "verifying"),
        ("2026-04-05T00:00:00", "provisional"),
        ("2026-04-06T08:00:00", "recheck"),
        ("2026-04-08T23:59:59", "recheck"),
        ("2026-04-09T00:00:00", "provisional"),
        ("2026-05-01T00:00:00", "provisional"),
    ],
)
def test_without_milestones_the_calendar_says_the_phase(now, expected):
    assert phase(CALENDAR, (), local(now)) == expected
    assert expected in PHASES


def test_only_an_announcement_makes_results_official():
    assert phase(CALENDAR, ("board_freeze", "close", "finalise"), local("2026-04-14T12:00:00")) == "provisional"
    assert phase(CALENDAR, ("board_freeze", "announce"), local("2026-03-20T12:00:00")) == "official"
    assert phase(CALENDAR, ("announce", "archive"), local("2026-06-01T12:00:00")) == "archived"


def test_a_board_freeze_changes_no_phase_and_closes_nothing():
    now = local("2026-03-29T09:00:00")
    assert phase(CALENDAR, ("board_freeze",), now) == "running"
    assert reports_open(CALENDAR, ("board_freeze",), now)
    assert decisions_open(CALENDAR, ("board_freeze",), now)


def test_reports_are_taken_from_the_first_day_to_the_end_of_the_last_minute():
    assert not reports_open(CALENDAR, (), local("2026-02-28T23:59:59"))
    assert reports_open(CALENDAR, (), local("2026-03-01T00:00:00"))
    assert reports_open(CALENDAR, (), local("2026-04-02T23:59:59"))
    assert not reports_open(CALENDAR, (), local("2026-04-03T00:00:00"))


def test_decisions_are_taken_to_the_end_of_the_last_minute_of_verification():
    assert decisions_open(CALENDAR, (), local("2026-04-04T23:59:59"))
    assert not decisions_open(CALENDAR, (), local("2026-04-05T00:00:00"))


def test_the_data_close_with_that_minute_or_with_an_officer_and_a_reopening_opens_them_again():
    assert not data_closed(CALENDAR, (), local("2026-04-04T23:59:59"))
    assert data_closed(CALENDAR, (), local("2026-04-05T00:00:00"))
    assert data_closed(CALENDAR, ("close",), local("2026-04-03T12:00:00"))
    assert not data_closed(CALENDAR, ("close", "reopen"), local("2026-04-03T12:00:00"))
    assert data_closed(CALENDAR, ("close", "reopen"), local("2026-04-05T00:00:00"))


def test_re_checks_are_asked_for_to_the_end_of_the_last_minute_also_after_the_data_have_closed():
    assert rechecks_open(CALENDAR, (), local("2026-04-08T23:59:59"))
    assert rechecks_open(CALENDAR, ("close",), local("2026-04-08T23:59:59"))
    assert not rechecks_open(CALENDAR, (), local("2026-04-09T00:00:00"))


@pytest.mark.parametrize("kind", ["finalise", "announce", "archive"])
def test_no_re_check_is_asked_for_once_the_results_are_final(kind):
    assert not rechecks_open(CALENDAR, ("close", kind), local("2026-04-07T12:00:00"))


@pytest.mark.parametrize("kind", ["close", "finalise", "announce", "archive"])
def test_a_milestone_ends_reports_and_decisions_before_the_calendar_does(kind):
    now = local("2026-03-20T12:00:00")
    assert not reports_open(CALENDAR, (kind,), now)
    assert not decisions_open(CALENDAR, (kind,), now)


def test_a_reopening_takes_back_the_close_before_it_and_not_one_after_it():
    now = local("2026-04-03T12:00:00")
    assert decisions_open(CALENDAR, ("close", "reopen"), now)
    assert not decisions_open(CALENDAR, ("close", "reopen", "close"), now)
    assert not decisions_open(CALENDAR, ("announce", "reopen"), now)


def test_the_board_is_frozen_from_its_day_even_when_nobody_has_acted():
    assert not is_frozen(CALENDAR, (), local("2026-03-28T23:59:59"))
    assert is_frozen(CALENDAR, (), local("2026-03-29T00:00:00"))


def test_an_officer_may_freeze_earlier_and_the_announcement_lifts_it():
    assert is_frozen(CALENDAR, ("board_freeze",), local("2026-03-20T12:00:00"))
    assert not is_frozen(CALENDAR, ("board_freeze", "announce"), local("2026-04-14T12:00:00"))


def test_results_are_final_once_finalised_or_announced():
    assert not is_final(("board_freeze", "close"))
    assert is_final(("finalise",))
    assert is_final(("announce",))
