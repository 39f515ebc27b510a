"""How far the targets are: true, uncapped counts, for a campaign or for some units of it."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from app.database import transaction
from app.models import Unit
from app.queries.campaigns import stage
from app.queries.horizon import Horizon
from app.queries.targets import COUNTS, measured
from app.rulebook.targets import METRICS
from app.services import decisions
from tests.cast import NOW, cast, stand_still
from tests.gathering import MEETING, TRAINING, gathered
from tests.reporting import PLACE, decided, sent
from tests.services.test_unit_figures import entered

SUNDAYS = (date(2026, 3, 1), date(2026, 3, 8))
WARD = ("VN/T52/X21583/",)


def how_far(people, code, paths=()):
    return next(each for each in measured(Horizon(stage(people.campaign)), paths) if each.target.code == code)


def goes_out(people, code, captain, lines, day, verifier=None):
    """A report of that day, sent the same evening and decided at once."""
    stand_still(datetime(day.year, day.month, day.day, 13, 0, tzinfo=UTC))
    report = sent(people.enrolments[code], captain, lines, day)
    decided(report, verifier or people.officer)
    stand_still(NOW)
    return report


def test_every_metric_of_the_rules_is_counted():
    assert {*COUNTS, "accounts_pct"} == set(METRICS)


def test_a_campaign_without_any_work_says_what_it_does_not_know(app):
    people = cast()
    found = {each.target.code: each.progress for each in measured(Horizon(stage(people.campaign)))}
    assert len(found) == 9
    assert not any(each.reached for each in found.values())
    assert found["members_with_accounts_pct"].value is None
    assert found["hamlets_covered_pct"].value is None
    assert found["members_trained_pct"].value == 0


def test_a_minimum_per_team_counts_above_the_cap_and_no_team_for_another(app):
    people = cast()
    goes_out(people, "QN1", people.captain, {"vneid_level2_support": 120}, SUNDAYS[0])
    goes_out(people, "QN2", people.captain_qn2, {"vneid_level2_support": 99}, SUNDAYS[0])
    found = how_far(people, "vneid_per_team").progress
    assert (found.part, found.whole, found.value, found.percent) == (1, 4, Fraction(219, 4), 25)


def test_what_is_taken_back_no_longer_counts(app):
    people = cast()
    report = goes_out(people, "QN1", people.captain, {"vneid_level2_support": 120}, SUNDAYS[0])
    with transaction():
        decisions.reopen(report, people.officer, "Xem lại")
    assert how_far(people, "vneid_per_team").progress.value == 0


def test_teams_are_weekly_when_they_went_out_on_every_sunday_that_is_over(app):
    people = cast()
    for day in SUNDAYS:
        goes_out(people, "QN1", people.captain, {"vneid_level2_support": 2}, day)
    goes_out(people, "QN2", people.captain_qn2, {"vneid_level2_support": 2}, SUNDAYS[1])
    gathered(people.campaign, people.officer, {people.enrolments["QN2"]: 8}, TRAINING, SUNDAYS[0])
    found = how_far(people, "teams_weekly_sunday_pct").progress
    assert (found.part, found.whole) == (1, 4)


def test_before_the_first_sunday_is_over_nobody_is_late(app):
    people = cast()
    stand_still(datetime(2026, 3, 1, 5, 0, tzinfo=UTC))
    found = how_far(people, "teams_weekly_sunday_pct").progress
    assert (found.value, found.reached) == (None, False)


def test_a_meeting_a_month_is_asked_of_every_team(app):
    people = cast()
    gathered(people.campaign, people.officer, {people.enrolments[each]: 1 for each in ("QN1", "QN2", "AN1")}, MEETING)
    stand_still(NOW + timedelta(hours=1))
    gathered(people.campaign, people.officer, {people.enrolments["QN1"]: 1}, MEETING, date(2026, 3, 2))
    found = how_far(people, "monthly_meetings").progress
    assert (found.part, found.whole, found.value) == (3, 4, 1)


def test_trained_members_are_the_largest_session_of_each_team(app):
    people = cast()
    gathered(people.campaign, people.officer, {people.enrolments["QN1"]: 5, people.enrolments["AN1"]: 6})
    gathered(people.campaign, people.officer, {people.enrolments["QN1"]: 4}, day=date(2026, 3, 14))
    found = how_far(people, "members_trained_pct").progress
    assert (found.part, found.whole) == (11, 28)


def test_members_with_accounts_are_the_latest_figures_of_each_unit_each_member_once(app):
    people = cast()
    entered(people.units["X21583"], people.verifier, 100, 10)
    entered(people.units["X21583"], people.verifier, 200, 150)
    entered(people.units["X00004"], people.verifier_hn, 5000, 5000)
    found = how_far(people, "members_with_accounts_pct")
    assert (found.progress.part, found.progress.whole, found.progress.value) == (150, 200, 75)
    assert (found.counted.entered, found.counted.units) == (1, 2)


def test_a_branch_within_a_commune_that_has_counted_adds_nothing(app):
    people = cast()
    with transaction() as session:
        branch = Unit(
            code="B1", level="branch", kind="branch", name="Chi đoàn 1", search_key="chi doan 1", path=f"{WARD[0]}B1/"
        )
        branch.parent_id = people.units["X21583"].id
        session.add(branch)
    entered(branch, people.verifier, 30, 30)
    found = how_far(people, "members_with_accounts_pct")
    assert (found.progress.part, found.progress.whole, found.counted.entered) == (30, 30, 0)
    entered(people.units["X21583"], people.verifier, 200, 150)
    found = how_far(people, "members_with_accounts_pct")
    assert (found.progress.part, found.progress.whole, found.counted.entered) == (150, 200, 1)


def test_a_team_that_became_smaller_has_no_more_trained_members_than_members(app):
    people = cast()
    gathered(people.campaign, people.officer, {people.enrolments["QN1"]: 8})
    with transaction():
        people.enrolments["QN1"].size = 6
    found = how_far(people, "members_trained_pct").progress
    assert (found.part, found.whole) == (6, 26)


def test_hamlets_are_counted_and_their_number_is_never_invented(app):
    people = cast()
    goes_out(people, "QN1", people.captain, {"vneid_level2_support": 2}, SUNDAYS[0])
    goes_out(people, "QN2", people.captain_qn2, {"vneid_level2_support": 2}, SUNDAYS[0])
    goes_out(people, "AN1", people.captain_an1, {"vneid_level2_support": 2}, SUNDAYS[0])
    sent(people.enrolments["AN2"], people.captain_an2, {"vneid_level2_support": 2}, place=(*PLACE[:2], "Thôn chờ"))
    found = how_far(people, "hamlets_covered_pct").progress
    assert (found.part, found.whole, found.value) == (2, None, None)


@pytest.mark.parametrize(
    ("code", "whole"),
    [("vneid_per_team", 2), ("teams_weekly_sunday_pct", 2), ("members_trained_pct", 16), ("monthly_meetings", 2)],
)
def test_the_teams_of_some_units_alone_are_counted_when_asked(app, code, whole):
    people = cast()
    goes_out(people, "AN1", people.captain_an1, {"vneid_level2_support": 400}, SUNDAYS[0])
    gathered(people.campaign, people.officer, {people.enrolments["AN1"]: 6})
    assert people.units["X21583"].path == WARD[0]
    found = how_far(people, code, WARD).progress
    assert (found.part, found.whole, found.value) == (0, whole, 0)
    assert how_far(people, "members_with_accounts_pct", WARD).counted.units == 1
