from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulebook.facts import TeamFacts
from app.rulebook.ranking import DEFAULT, TIE_BREAKS, Ranked, Row, TieFacts, missing, rank, why_tied
from tests.rulebook.cases import RULES

PLAIN = TieFacts(sundays=3, dossiers=10, first_time=8, decided=10, penalty_points=5, hamlets=2)


def row(code: str, points: int, ties: TieFacts = PLAIN) -> Row:
    return Row(key=code, code=code, points=points, ties=ties)


def test_teams_of_900_850_850_800_points_rank_1_2_2_4():
    found = rank([row("d", 800), row("c", 850), row("a", 900), row("b", 850)])
    assert [(each.rank, each.row.code, each.shared) for each in found] == [
        (1, "a", False),
        (2, "b", True),
        (2, "c", True),
        (4, "d", False),
    ]


BETTER = {
    "sundays_deployed": replace(PLAIN, sundays=4),
    "dossiers": replace(PLAIN, dossiers=11),
    "first_time_share": replace(PLAIN, first_time=9),
    "fewer_penalties": replace(PLAIN, penalty_points=0),
    "hamlets": replace(PLAIN, hamlets=3),
}


@pytest.mark.parametrize("name", TIE_BREAKS)
def test_each_tie_break_separates_teams_with_equal_points(name):
    better, plain = row("z", 100, BETTER[name]), row("a", 100)
    assert [each.row.code for each in rank([plain, better])] == ["z", "a"]
    assert why_tied(better, plain) == name


def test_an_earlier_tie_break_weighs_more_than_all_later_ones():
    more_sundays = row("z", 100, replace(PLAIN, sundays=4, dossiers=0, first_time=0, hamlets=0))
    assert rank([row("a", 100), more_sundays])[0].row is more_sundays


def test_shares_are_compared_as_exact_fractions():
    third = replace(PLAIN, first_time=333_333_333_333_333_333, decided=10**18)
    exact = replace(PLAIN, first_time=1, decided=3)
    assert [each.rank for each in rank([row("a", 1, third), row("b", 1, exact)])] == [1, 2]
    same = replace(PLAIN, first_time=2, decided=6)
    assert [each.rank for each in rank([row("a", 1, same), row("b", 1, exact)])] == [1, 1]


def test_teams_equal_in_everything_share_a_rank_and_nothing_separates_them():
    assert why_tied(row("a", 5), row("b", 5)) is None
    assert why_tied(row("a", 5), row("b", 6)) is None


def test_the_shipped_rules_name_every_tie_break_in_order():
    assert RULES.tie_break == DEFAULT


def test_dossiers_of_the_tie_break_are_full_and_partial_ones():
    facts = TeamFacts(quantities={"dvc_partial_support": 3, "dvc_full_support": 4, "e_payment_support": 50})
    assert facts.dossiers == 7


@given(st.permutations([row(code, points) for code, points in zip("abcdef", (9, 7, 7, 7, 1, -3), strict=True)]))
def test_any_order_of_rows_gives_the_same_board(rows):
    assert [(each.rank, each.row.code) for each in rank(rows)] == list(zip((1, 2, 2, 2, 5, 6), "abcdef", strict=True))


def test_what_is_missing_to_the_next_rank_knows_the_tie_break():
    above = row("a", 100)
    assert missing(row("b", 88), above) == 12  # level in everything: the rank is shared
    assert missing(row("b", 88, replace(PLAIN, sundays=4)), above) == 12
    assert missing(row("b", 88, replace(PLAIN, sundays=2)), above) == 13
    assert missing(row("b", 100, replace(PLAIN, sundays=2)), above) == 1
    assert missing(row("b", 88, replace(PLAIN, sundays=2)), above, ()) == 12


def test_what_is_missing_goes_by_the_tie_breaks_of_the_rules_alone():
    above = row("a", 100)
    assert missing(row("b", 88, replace(PLAIN, sundays=9, hamlets=2)), above, ("hamlets",)) == 12
    assert missing(row("b", 88, replace(PLAIN, sundays=9, hamlets=1)), above, ("hamlets",)) == 13
    assert missing(row("b", 88, replace(PLAIN, sundays=1, hamlets=2)), above, ("hamlets",)) == 12


def test_teams_of_one_code_on_a_board_over_campaigns_stand_as_they_came():
    march, sundays = Row("march", "QN1", 5, PLAIN), Row("sundays", "QN1", 5, PLAIN)
    assert rank([sundays, march]) == [Ranked(1, sundays, True), Ranked(1, march, True)]
