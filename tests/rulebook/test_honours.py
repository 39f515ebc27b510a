"""The levels of a badge: what each of them asks, and that a level the badge does not have is none."""

from app.rulebook.honours import BadgeLevel
from tests.rulebook.cases import YOUTH_MONTH

BADGES = {badge.code: badge for badge in YOUTH_MONTH.rules.badges}


def test_each_level_of_a_badge_is_found_by_its_name_with_what_it_asks():
    guide = BADGES["vneid_guide"]
    assert guide.level("bronze") == BadgeLevel("bronze", 25)
    assert guide.level("silver") == BadgeLevel("silver", 100)
    assert guide.level("gold") == BadgeLevel("gold", 200)


def test_a_badge_of_one_level_has_no_silver_and_no_badge_has_a_level_nobody_declared():
    assert BADGES["first_deployment"].level("bronze") == BadgeLevel("bronze", 1)
    assert BADGES["first_deployment"].level("silver") is None
    assert BADGES["vneid_guide"].level("diamond") is None


def test_the_badges_of_teams_are_known_by_their_codes_and_nobody_elses_are_among_them():
    rules = YOUTH_MONTH.rules
    assert rules.team_badge["vneid_guide"] is BADGES["vneid_guide"]
    others = {each.code for each in rules.member_badges + rules.verifier_badges}
    assert others
    assert rules.team_badge.keys() == BADGES.keys() - others
