"""The clocks of verification: what waits in several places adds up, and each limit is the rules' hours before now."""

from dataclasses import replace
from datetime import UTC, datetime

from app.rulebook.clocks import Limits, Wait, limits, total
from tests.rulebook.cases import RULES

FRIDAY, SATURDAY, SUNDAY = (datetime(2026, 3, day, 8, 30, tzinfo=UTC) for day in (13, 14, 15))


def test_two_places_are_counted_together_and_the_oldest_of_both_stays_the_oldest():
    here, there = Wait(10, 6, 1, SATURDAY, 4, 2), Wait(200, 50, 30, FRIDAY, 9, 5)
    here.add(there)
    assert here == Wait(waiting=210, late=56, very_late=31, oldest=FRIDAY, owed=13, owed_late=7)
    assert (here.fresh, here.middle, here.very_late) == (154, 25, 31)
    assert there == Wait(200, 50, 30, FRIDAY, 9, 5)


def test_a_place_where_teams_only_owe_something_has_no_oldest_report():
    waits = Wait(waiting=1, oldest=SUNDAY)
    waits.add(Wait(owed=3, owed_late=1))
    assert waits == Wait(waiting=1, oldest=SUNDAY, owed=3, owed_late=1)
    owes = Wait(owed=3, owed_late=1)
    owes.add(Wait(owed=2))
    assert owes == Wait(owed=5, owed_late=1)


def test_the_total_of_a_province_takes_every_place_and_changes_none():
    places = [Wait(1, 1, 0, SATURDAY), Wait(owed=2, owed_late=2), Wait(3, 2, 1, FRIDAY, 1), Wait(1, oldest=SUNDAY)]
    assert total(places) == Wait(waiting=5, late=3, very_late=1, oldest=FRIDAY, owed=3, owed_late=2)
    assert places[0] == Wait(1, 1, 0, SATURDAY)


def test_where_nothing_waits_the_total_is_nothing():
    assert total([]) == Wait(waiting=0, late=0, very_late=0, oldest=None, owed=0, owed_late=0)


def test_a_unit_has_48_hours_the_province_hears_after_72_and_a_team_has_48():
    assert limits(RULES.deadlines, datetime(2026, 3, 18, 8, 30, tzinfo=UTC)) == Limits(
        verifier=datetime(2026, 3, 16, 8, 30, tzinfo=UTC),
        province=datetime(2026, 3, 15, 8, 30, tzinfo=UTC),
        supplement=datetime(2026, 3, 16, 8, 30, tzinfo=UTC),
    )


def test_each_limit_follows_its_own_hours_of_the_rules():
    hours = replace(RULES.deadlines, verify_hours=24, province_alert_hours=96, supplement_hours=36)
    assert limits(hours, datetime(2026, 3, 18, 8, 30, tzinfo=UTC)) == Limits(
        verifier=datetime(2026, 3, 17, 8, 30, tzinfo=UTC),
        province=datetime(2026, 3, 14, 8, 30, tzinfo=UTC),
        supplement=datetime(2026, 3, 16, 20, 30, tzinfo=UTC),
    )
