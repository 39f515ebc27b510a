from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.rulebook.badges import BASES, METRICS, Progress, levels_reached, progress
from app.rulebook.facts import TeamFacts
from app.rulebook.rules import Badge, BadgeLevel
from app.rulebook.scopes import Scope
from tests.rulebook.cases import DIGITAL_SUNDAY, RULES, YOUTH_MONTH

BADGES = {badge.code: badge for badge in DIGITAL_SUNDAY.rules.team_badges}
EVERY_BADGE = pytest.mark.parametrize("badge", BADGES.values(), ids=lambda badge: badge.code)


def facts_for(badge: Badge, value: int) -> TeamFacts:
    """Facts under which the badge's question is answered by `value`."""
    first = badge.activities[0] if badge.activities else ""
    return {
        "quantity": TeamFacts(quantities={first: value}),
        "activity_days": TeamFacts(activity_days={first: value}),
        "reports": TeamFacts(deployments=value),
        "days": TeamFacts(
            dates={first: frozenset(str(date(2020, 1, 1) + timedelta(days=each)) for each in range(value))}
        ),
        "sunday_streak": TeamFacts(sunday_streak=value),
        "targets_reached": TeamFacts(targets_reached=frozenset(badge.targets[:value])),
        "present_pct": TeamFacts(present=value, expected=100),
        "full_squads": TeamFacts(full_squads=value),
        "places": TeamFacts(places=value),
        "hamlets": TeamFacts(hamlets=value),
        "partners": TeamFacts(partners=value),
        "months_met": TeamFacts(
            dates={first: frozenset(str(date(2020 + each // 12, each % 12 + 1, 1)) for each in range(value))}
        ),
        "sundays_pct": TeamFacts(sundays_deployed=value, sundays_total=100),
        "trained_pct": TeamFacts(largest={first: value}, team_size=100),
        "accounts_pct": TeamFacts(members_with_accounts=value, members=100),
        "on_time_pct": TeamFacts(on_time=value, decided=100),
        "first_time_pct": TeamFacts(first_time=value, decided=100),
    }[badge.metric]


@EVERY_BADGE
def test_each_level_is_reached_at_its_threshold_and_not_before(badge):
    names = tuple(each.level for each in badge.levels)
    for place, level in enumerate(badge.levels):
        assert levels_reached(badge, facts_for(badge, level.threshold - 1)) == names[:place]
        assert levels_reached(badge, facts_for(badge, level.threshold)) == names[: place + 1]


@EVERY_BADGE
def test_progress_says_what_is_missing_for_the_next_level(badge):
    first = badge.levels[0]
    found = progress(badge, facts_for(badge, first.threshold - 1))
    assert (found.value, found.next_level, found.missing) == (first.threshold - 1, first, 1)
    assert progress(badge, facts_for(badge, badge.levels[-1].threshold)).next_level is None


@EVERY_BADGE
def test_a_team_without_any_work_has_no_badge(badge):
    assert levels_reached(badge, TeamFacts()) == ()


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_answers_for_a_team_without_facts(metric):
    assert METRICS[metric](replace(BADGES["first_deployment"], metric=metric), TeamFacts()) == 0


def test_every_base_belongs_to_a_metric():
    assert BASES.keys() <= METRICS.keys()


@pytest.mark.parametrize("campaign", [YOUTH_MONTH, DIGITAL_SUNDAY], ids=lambda campaign: campaign.code)
def test_all_26_badges_are_declared(campaign):
    assert [badge.number for badge in campaign.rules.badges][:26] == list(range(1, 27))


def test_only_the_long_campaign_has_the_badge_of_monthly_meetings():
    assert [badge.code for badge in DIGITAL_SUNDAY.rules.team_badges[26:]] == ["steady_briefing"]
    assert YOUTH_MONTH.rules.team_badges[26:] == ()


def test_two_trainings_are_never_added_and_more_than_the_team_is_no_more_than_all():
    badge = BADGES["well_trained"]
    assert levels_reached(badge, TeamFacts(largest={"training_attendance": 3}, team_size=8)) == ()
    assert levels_reached(badge, TeamFacts(largest={"training_attendance": 4}, team_size=8)) == ("bronze",)
    assert progress(badge, TeamFacts(largest={"training_attendance": 9}, team_size=8)).value == 100


def test_a_month_with_two_meetings_is_one_month_met():
    met = frozenset({"2023-03-05", "2023-03-19"})
    facts = TeamFacts(dates={"monthly_online_meeting": met, "training_attendance": frozenset({"2023-04-02"})})
    assert facts.months_met(("monthly_online_meeting",)) == 1
    assert facts.months_met(("monthly_online_meeting", "training_attendance")) == 2
    assert levels_reached(BADGES["steady_briefing"], facts) == ("bronze",)


def test_a_training_is_no_first_deployment():
    assert levels_reached(BADGES["first_deployment"], TeamFacts(reports_verified=1)) == ()
    assert levels_reached(BADGES["first_deployment"], TeamFacts(deployments=1)) == ("bronze",)


def test_accuracy_needs_ten_reports():
    badge = BADGES["accurate_figures"]
    assert levels_reached(badge, TeamFacts(first_time=9, decided=9)) == ()
    assert levels_reached(badge, TeamFacts(first_time=10, decided=10)) == ("bronze", "silver", "gold")
    assert progress(badge, TeamFacts(first_time=9, decided=9)) == Progress(100, BadgeLevel("bronze", 80), 0, 1)


def test_a_badge_of_some_days_asks_for_their_work_and_their_reports_alone():
    badge = replace(BADGES["accurate_figures"], weekdays=("sunday",))
    sundays = TeamFacts(first_time=4, decided=5)
    facts = TeamFacts(first_time=40, decided=40, within={Scope(date.min, date.max, ("sunday",)): sundays})
    assert progress(badge, facts) == Progress(80, BadgeLevel("bronze", 80), 0, 5)
    assert levels_reached(badge, facts) == ()


def test_a_share_just_below_its_threshold_is_not_rounded_up():
    assert levels_reached(BADGES["on_time"], TeamFacts(on_time=7_999, decided=10_000)) == ()


def test_dossiers_of_both_kinds_count_together():
    facts = TeamFacts(quantities={"dvc_partial_support": 30, "dvc_full_support": 45})
    assert levels_reached(BADGES["public_service_companion"], facts) == ("bronze", "silver")


def test_a_badge_that_is_switched_off_is_never_awarded():
    portal = next(badge for badge in RULES.badges if badge.code == "portal_opener")
    assert not portal.active
    assert levels_reached(portal, TeamFacts(quantities={"dvc_account_guidance": 500})) == ()
