"""Milestones of single members: counted from what they attended, kept by nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.rulebook.attended import MEMBER_METRICS, Attended
from app.rulebook.badges import METRICS, Progress
from app.rulebook.honours import BadgeLevel
from app.rulebook.member_badges import Term, earned, held, progress
from tests.rulebook.cases import DIGITAL_SUNDAY, YOUTH_MONTH

STEADY, SUNDAYS = YOUTH_MONTH.rules.member_badges
KINDS = replace(STEADY, code="all_rounder", metric="work_kinds", levels=(BadgeLevel("bronze", 2),))
MONDAY = date(2026, 3, 2)
FIRST = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)


def at(hours):
    return FIRST + timedelta(hours=hours)


def weeks_of(count, day=MONDAY, code="talk"):
    """One session a week, decided an hour after the other."""
    return [Attended(each, day + timedelta(weeks=each), code, at(each)) for each in range(count)]


def levels(found):
    return {level for _, level in found}


@pytest.mark.parametrize("campaign", [YOUTH_MONTH, DIGITAL_SUNDAY], ids=lambda campaign: campaign.code)
def test_both_campaigns_have_two_badges_for_members(campaign):
    assert [(each.number, each.code, each.holder) for each in campaign.rules.member_badges] == [
        (101, "steady_member", "member"),
        (102, "sunday_member", "member"),
    ]
    assert not set(campaign.rules.member_badges) & set(campaign.rules.team_badges)


def test_no_question_is_both_a_teams_and_a_members():
    assert not METRICS.keys() & MEMBER_METRICS.keys()


@pytest.mark.parametrize("metric", MEMBER_METRICS)
def test_every_question_answers_for_somebody_who_never_came(metric):
    assert earned(replace(STEADY, metric=metric), []) == {}
    assert progress(replace(STEADY, metric=metric), []).missing == 3


def test_each_level_is_reached_by_the_decision_that_completes_it():
    assert earned(STEADY, weeks_of(2)) == {}
    assert earned(STEADY, weeks_of(3)) == {"bronze": at(2)}
    assert earned(STEADY, weeks_of(7)) == {"bronze": at(2), "silver": at(5)}


def test_several_kinds_of_work_at_one_session_are_one_session():
    done = [Attended(1, MONDAY, code, at(0)) for code in ("talk", "poster", "market")]
    assert progress(STEADY, done).value == 1
    assert progress(KINDS, done).value == 3


def test_two_sessions_of_one_sunday_are_one_sunday_and_a_monday_is_none():
    sunday = MONDAY + timedelta(days=6)
    done = [Attended(1, sunday, "talk", at(0)), Attended(2, sunday, "talk", at(1)), Attended(3, MONDAY, "talk", at(2))]
    assert (progress(SUNDAYS, done).value, progress(SUNDAYS, done).missing) == (1, 1)


def test_a_badge_may_look_at_some_work_and_some_days_only():
    done = [*weeks_of(2), Attended(9, MONDAY, "poster", at(9))]
    assert progress(replace(STEADY, activities=("poster",)), done).value == 1
    assert progress(replace(STEADY, first_day=MONDAY, last_day=MONDAY), done).value == 2


def test_progress_says_what_is_missing_for_the_next_level():
    assert progress(STEADY, weeks_of(4)) == Progress(4, BadgeLevel("silver", 6), 2, 0)
    assert progress(STEADY, weeks_of(10)) == Progress(10, None, 0, 0)


def test_a_harder_rule_leaves_what_was_earned_before_it():
    harder = replace(STEADY, levels=(BadgeLevel("bronze", 5),))
    terms = [Term((STEADY,), at(2.5)), Term((harder,))]
    assert held(weeks_of(3), terms) == {("steady_member", "bronze"): at(2)}
    assert held(weeks_of(2), terms) == {}
    assert held(weeks_of(3), [Term((STEADY,), at(1.5)), Term((harder,))]) == {}
    assert held(weeks_of(3), [Term((STEADY,), at(2)), Term((harder,))]) == {}


def test_a_rule_that_judges_earlier_awards_too_takes_them_back_for_good():
    strict = replace(STEADY, levels=(BadgeLevel("bronze", 5),), retroactive=True)
    assert held(weeks_of(3), [Term((STEADY,), at(3)), Term((strict,))]) == {}
    lenient = replace(strict, retroactive=False)
    assert held(weeks_of(3), [Term((STEADY,), at(3)), Term((strict,), at(4)), Term((lenient,))]) == {}
    assert held(weeks_of(3), [Term((STEADY,), at(3)), Term((lenient,), at(4)), Term((strict,))]) == {}


def test_an_easier_rule_is_earned_by_earlier_work():
    easier = replace(STEADY, levels=(BadgeLevel("bronze", 1),))
    assert held(weeks_of(2), [Term((STEADY,), at(5)), Term((easier,))]) == {("steady_member", "bronze"): at(0)}
    assert held(weeks_of(4), [Term((STEADY,), at(5)), Term((easier,))]) == {("steady_member", "bronze"): at(0)}


def test_a_badge_that_is_switched_off_or_left_out_is_kept_and_not_earned_any_more():
    for later in ((replace(STEADY, active=False),), ()):
        assert levels(held(weeks_of(6), [Term((STEADY,), at(4)), Term(later)])) == {"bronze"}
