from datetime import UTC, date, datetime, timedelta

import pytest

from app.rulebook.deadlines import lateness, local_day, on_time_until, supplement_until
from tests.rulebook.cases import RULES, SUNDAY

ZONE = "Asia/Ho_Chi_Minh"
DATES = RULES.deadlines


def local(text: str) -> datetime:
    return datetime.fromisoformat(text + "+07:00")


@pytest.mark.parametrize(
    ("sent", "verdict"),
    [
        ("2026-03-07T23:59:59", "early"),
        ("2026-03-08T00:00:00", "on_time"),
        ("2026-03-10T23:59:59", "on_time"),
        ("2026-03-11T00:00:00", "late"),
        ("2026-03-13T23:59:59", "late"),
        ("2026-03-14T00:00:00", "locked"),
    ],
)
def test_a_report_is_judged_to_the_end_of_the_minute(sent, verdict):
    assert lateness(local(sent), SUNDAY, DATES, ZONE) == verdict


def test_reports_of_the_last_day_are_never_taken_after_reporting_closes():
    last = date(2026, 3, 31)
    assert lateness(local("2026-04-02T23:59:59"), last, DATES, ZONE) == "on_time"
    assert lateness(local("2026-04-03T00:00:00"), last, DATES, ZONE) == "locked"


def test_the_on_time_limit_is_the_midnight_after_the_second_day():
    assert on_time_until(SUNDAY, DATES, ZONE) == local("2026-03-11T00:00:00")


def test_the_same_instant_in_another_zone_is_judged_alike():
    sent = local("2026-03-11T00:00:00").astimezone(UTC)
    assert lateness(sent, SUNDAY, DATES, ZONE) == "late"


def test_an_instant_without_a_zone_is_a_programming_error():
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 3, 8), ZONE)


def test_a_team_has_two_days_for_a_supplement():
    asked = local("2026-03-09T10:00:00")
    assert supplement_until(asked, DATES) - asked == timedelta(hours=48)
