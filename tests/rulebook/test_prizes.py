import pytest

from app.rulebook.facts import TeamFacts
from app.rulebook.prizes import prizes_for, unmet
from tests.rulebook.cases import RULES


def codes(*ranks: int) -> list[str]:
    return [prize.code for prize, _ in prizes_for([(rank, f"team{place}") for place, rank in enumerate(ranks)], RULES)]


@pytest.mark.parametrize(
    ("teams", "expected"),
    [
        (12, ["first", "second", "third", "third", "encouragement", "encouragement", "encouragement"]),
        (11, ["first", "second", "third", "encouragement", "encouragement"]),
        (6, ["first", "second", "third", "encouragement", "encouragement"]),
        (5, ["first", "second"]),
        (1, ["first"]),
        (0, []),
    ],
)
def test_prizes_follow_the_number_of_eligible_teams(teams, expected):
    assert codes(*range(1, teams + 1)) == expected


def test_teams_on_a_shared_rank_get_the_same_prize_and_fill_its_places():
    assert codes(1, 2, 2, 4, 5, 6) == ["first", "second", "second", "encouragement", "encouragement"]


def test_a_team_that_meets_every_condition_is_eligible():
    facts = TeamFacts(sundays_deployed=3, on_time=8, decided=10, verified=70, claimed=100)
    assert unmet(facts, RULES.eligibility) == ()


def test_each_condition_that_is_not_met_is_named():
    facts = TeamFacts(sundays_deployed=2, on_time=7, decided=10, verified=69, claimed=100)
    assert unmet(facts, RULES.eligibility) == ("sundays", "on_time", "verified")
    assert unmet(TeamFacts(sundays_deployed=5), RULES.eligibility) == ("on_time", "verified")
