"""Who won: places, prizes and the sheet, from points and facts alone (docs/results.md)."""

from dataclasses import replace

import pytest

from app.rulebook.ranking import TieFacts
from app.rulebook.results import Contender, Placed, placed, sheet
from tests.rulebook.cases import RULES


def team(key, code, points, *unmet, **ties):
    return Contender(key, code, points, TieFacts(**ties), unmet)


A, B, C, D = (team(key, code, 700) for key, code in enumerate("ABCD", start=1))


def places(found):
    return [(each.rank, each.shared, each.contender.code, each.prize) for each in found]


def test_a_cluster_is_ranked_and_its_prizes_go_to_those_that_meet_every_condition():
    annulled = team(31, "AN1", 900, "annulled")
    level = team(32, "BS1", 850), team(33, "BS2", 850)
    fewer, more = team(34, "CA1", 800, sundays=3, dossiers=9), team(35, "CA2", 800, sundays=4)
    chosen = team(36, "DA1", 700), team(37, "DA2", 700), team(38, "DA3", 700)
    everybody = [chosen[1], fewer, level[1], annulled, chosen[2], more, level[0], chosen[0]]
    assert placed(everybody, RULES, ("DA3", "DA1")) == [
        Placed(1, False, annulled),
        Placed(2, True, level[0], "first"),
        Placed(2, True, level[1], "first"),
        Placed(4, False, more, "third"),
        Placed(5, False, fewer, "encouragement"),
        Placed(6, False, chosen[2], "encouragement"),
        Placed(7, False, chosen[0]),
        Placed(8, False, chosen[1]),
    ]


def test_who_meets_a_condition_less_takes_no_place_from_those_on_the_same_rank_or_behind():
    short = team(6, "B2", 800, "sundays", "on_time")
    behind = [team(5, "B1", 800), short, team(7, "C1", 790), team(8, "D1", 780)]
    assert places(placed([team(4, "A1", 900, "verified"), *behind], RULES)) == [
        (1, False, "A1", ""),
        (2, True, "B1", "first"),
        (2, True, "B2", ""),
        (4, False, "C1", "second"),
        (5, False, "D1", ""),
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((), [(1, True, "A"), (1, True, "B"), (1, True, "C"), (1, True, "D")]),
        (("C",), [(1, True, "A"), (1, True, "B"), (1, True, "C"), (1, True, "D")]),
        (("D", "B"), [(1, False, "D"), (2, False, "B"), (3, True, "A"), (3, True, "C")]),
        (("C", "D", "A"), [(1, False, "C"), (2, False, "D"), (3, False, "A"), (4, False, "B")]),
        (("B", "A", "D", "C"), [(1, False, "B"), (2, False, "A"), (3, False, "D"), (4, False, "C")]),
    ],
)
def test_the_council_orders_level_teams_and_those_it_leaves_out_share_the_next_rank(order, expected):
    assert [each[:3] for each in places(placed([D, B, A, C], RULES, order))] == expected


def test_prizes_follow_the_councils_order():
    assert [each[2:] for each in places(placed([A, B, C], RULES, ("C", "A", "B")))] == [
        ("C", "first"),
        ("A", "second"),
        ("B", ""),
    ]


def test_an_order_moves_no_team_past_one_with_more_points():
    best = team(9, "Z", 701)
    assert places(placed([A, B, best], RULES, ("B", "Z"))) == [
        (1, False, "Z", "first"),
        (2, True, "A", "second"),
        (2, True, "B", "second"),
    ]


def test_only_the_tie_breaks_of_the_rules_separate():
    rules = replace(RULES, tie_break=("hamlets",))
    sundays, hamlets = team(8, "Y", 700, sundays=5), team(9, "Z", 700, hamlets=1)
    assert places(placed([A, sundays, hamlets], rules)) == [
        (1, False, "Z", "first"),
        (2, True, "A", "second"),
        (2, True, "Y", "second"),
    ]


def test_a_cluster_without_teams_has_no_places():
    assert placed([], RULES) == []


def test_the_sheet_can_be_opened_anywhere_and_calculates_nothing():
    rows = [
        {
            "cluster_code": "phuong",
            "rank": 1,
            "team_code": "QN1",
            "team_name": '=HYPERLINK("x"), "Áo xanh"',
            "unit_code": "QN",
            "points": 1250,
            "unmet": "",
            "prize": "first",
        },
        {
            "cluster_code": "+xa",
            "rank": 2,
            "team_code": "@AN1",
            "team_name": "Đội\r\nAn Nhơn",
            "unit_code": "-AN",
            "points": -5,
            "unmet": "sundays on_time",
            "prize": "",
        },
    ]
    assert sheet(rows) == (
        "\ufeffcluster_code,rank,team_code,team_name,unit_code,points,unmet,prize\n"
        'phuong,1,QN1,"\'=HYPERLINK(""x""), ""Áo xanh""",QN,1250,,first\n'
        "'+xa,2,'@AN1,\"Đội\r\nAn Nhơn\",'-AN,-5,sundays on_time,\n"
    )


def test_without_teams_the_sheet_is_its_heading():
    assert sheet([]) == "\ufeffcluster_code,rank,team_code,team_name,unit_code,points,unmet,prize\n"
