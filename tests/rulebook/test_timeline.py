"""The timeline: ten steps, each with its instant and who moves it; days pass by themselves, decisions never do."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.rulebook.timeline import Step, next_due, steps
from tests.rulebook.cases import CALENDAR

BY_THE_CALENDAR = ["start", "board_freeze", "reporting_closes", "close", "provisional", "recheck_until"]
BEFORE_THE_DECISION = [*BY_THE_CALENDAR, "recheck_answered", "council"]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text + "+07:00")


def done(milestones, now):
    return [each.code for each in steps(CALENDAR, milestones, local(now)) if each.done]


def test_before_the_first_day_every_step_stands_with_its_instant_and_who_moves_it():
    assert steps(CALENDAR, (), local("2026-02-28T23:59:59")) == (
        Step("start", local("2026-03-01T00:00:00"), "calendar", "", done=False),
        Step("board_freeze", local("2026-03-29T00:00:00"), "calendar", "board_freeze", done=False),
        Step("reporting_closes", local("2026-04-03T00:00:00"), "calendar", "close", done=False),
        Step("close", local("2026-04-05T00:00:00"), "calendar", "close", done=False),
        Step("provisional", local("2026-04-05T00:00:00"), "calendar", "", done=False),
        Step("recheck_until", local("2026-04-09T00:00:00"), "calendar", "", done=False),
        Step("recheck_answered", local("2026-04-11T00:00:00"), "units", "", done=False),
        Step("council", local("2026-04-12T00:00:00"), "council", "", done=False),
        Step("finalise", local("2026-04-14T00:00:00"), "signatory", "finalise", done=False),
        Step("announce", local("2026-04-15T00:00:00"), "officer", "announce", done=False),
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-01T00:00:00", BY_THE_CALENDAR[:1]),
        ("2026-03-28T23:59:59", BY_THE_CALENDAR[:1]),
        ("2026-03-29T00:00:00", BY_THE_CALENDAR[:2]),
        ("2026-04-02T23:59:59", BY_THE_CALENDAR[:2]),
        ("2026-04-03T00:00:00", BY_THE_CALENDAR[:3]),
        ("2026-04-04T23:59:59", BY_THE_CALENDAR[:3]),
        ("2026-04-05T00:00:00", BY_THE_CALENDAR[:5]),
        ("2026-04-08T23:59:59", BY_THE_CALENDAR[:5]),
        ("2026-04-09T00:00:00", BY_THE_CALENDAR),
        ("2026-04-11T00:00:00", BEFORE_THE_DECISION[:7]),
        ("2026-04-12T00:00:00", BEFORE_THE_DECISION),
    ],
)
def test_with_its_instant_a_step_of_the_calendar_is_done_without_anybody(now, expected):
    assert done((), now) == expected


def test_no_day_however_late_decides_or_announces_a_result():
    assert done((), "2026-12-31T12:00:00") == BEFORE_THE_DECISION


@pytest.mark.parametrize(
    ("milestones", "now", "expected"),
    [
        (("board_freeze",), "2026-03-20T12:00:00", ["start", "board_freeze"]),
        (("close",), "2026-03-20T12:00:00", ["start", "reporting_closes", "close"]),
        (("close",), "2026-04-03T12:00:00", BY_THE_CALENDAR[:4]),
        (("close", "reopen"), "2026-04-03T12:00:00", BY_THE_CALENDAR[:3]),
        (("close", "reopen", "close"), "2026-04-03T12:00:00", BY_THE_CALENDAR[:4]),
    ],
)
def test_what_an_officer_does_early_is_done_early_and_a_reopening_takes_a_close_back(milestones, now, expected):
    assert done(milestones, now) == expected


@pytest.mark.parametrize("now", ["2026-04-09T12:00:00", "2026-04-15T00:00:00", "2026-12-31T12:00:00"])
def test_a_signed_decision_leaves_the_announcement_alone_to_be_done_early_or_late(now):
    assert done(("finalise",), now) == [*BEFORE_THE_DECISION, "finalise"]


@pytest.mark.parametrize("milestones", [("announce",), ("finalise", "announce"), ("finalise", "announce", "archive")])
def test_after_an_announcement_nothing_is_left_to_do_whatever_the_day(milestones):
    assert done(milestones, "2026-03-20T12:00:00") == [*BEFORE_THE_DECISION, "finalise", "announce"]


def test_the_days_of_a_campaign_begin_and_end_in_its_own_zone():
    found = steps(replace(CALENDAR, zone="Asia/Tokyo"), (), local("2026-02-28T22:00:00"))
    assert [each.due for each in found if each.code in ("start", "board_freeze", "close", "announce")] == [
        local("2026-02-28T22:00:00"),
        local("2026-03-28T22:00:00"),
        local("2026-04-04T22:00:00"),
        local("2026-04-14T22:00:00"),
    ]
    assert next_due(found).code == "board_freeze"


@pytest.mark.parametrize(
    ("milestones", "now", "expected"),
    [
        ((), "2026-02-28T23:59:59", "start"),
        ((), "2026-03-15T20:00:00", "board_freeze"),
        (("close",), "2026-04-01T12:00:00", "provisional"),
        ((), "2026-04-12T08:00:00", "finalise"),
        (("finalise",), "2026-04-13T16:00:00", "announce"),
    ],
)
def test_next_is_the_first_step_that_is_not_done(milestones, now, expected):
    assert next_due(steps(CALENDAR, milestones, local(now))).code == expected


def test_a_decision_that_is_overdue_stays_next_with_its_day_and_its_mover():
    assert next_due(steps(CALENDAR, (), local("2026-05-01T08:00:00"))) == Step(
        "finalise", local("2026-04-14T00:00:00"), "signatory", "finalise", done=False
    )


def test_after_the_announcement_there_is_no_next_step():
    assert next_due(steps(CALENDAR, ("finalise", "announce"), local("2026-04-14T18:00:00"))) is None
