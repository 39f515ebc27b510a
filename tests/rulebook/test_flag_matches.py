"""What a verifier is told of the reports beside one: of several the nearest, and all of them by id."""

from dataclasses import replace

import pytest

from app.rulebook.flag_facts import Again, Elsewhere, LineFacts, Near, Other, PhotoFacts, ReportFacts
from app.rulebook.flag_matches import claimed_twice, photo_near, same_figures, shared_day, shared_place, two_places
from tests.rulebook.cases import RULES

FLAGS = RULES.flags
EIGHT, TEN, NOON = 8 * 60, 10 * 60, 12 * 60
HALL = Other(7, "u-z", "Đội Quy Nhơn 1", "2026-03-15", "TTN2026", "Nhà văn hóa", EIGHT, TEN)
MARKET = Other(9, "u-a", "Đội An Nhơn 2", "2026-03-14", "CNS2023", "Chợ Đầm", 9 * 60, 11 * 60)
SCHOOL = Other(8, "u-m", "Đội Pleiku 3", "2026-03-15", "TTN2026", "Trường THPT", TEN, NOON)
MINE = ReportFacts(members=4, begins_at=EIGHT, ends_at=TEN)
AT_HALL = {
    "report": "u-z", "team": "Đội Quy Nhơn 1", "day": "2026-03-15",
    "place": "Nhà văn hóa", "begins_at": 480, "ends_at": 600,
}  # fmt: skip
AT_MARKET = {
    "report": "u-a", "team": "Đội An Nhơn 2", "day": "2026-03-14",
    "place": "Chợ Đầm", "begins_at": 540, "ends_at": 660,
}  # fmt: skip


def beside(*others, hours=(EIGHT, TEN), lines=0):
    begins_at, ends_at = hours
    kinds = tuple(LineFacts(f"kind_{each}", 5) for each in range(lines))
    return ReportFacts(4, begins_at, ends_at, kinds, beside=others)


def test_the_nearest_photo_is_told_and_every_report_that_has_one_as_near_as_the_rules_say():
    photos = (
        PhotoFacts("a1", near=(Near("b1", 8, HALL), Near("b2", 9, SCHOOL))),
        PhotoFacts("a2", near=(Near("b3", 3, MARKET), Near("b4", 4, HALL))),
    )
    assert photo_near(replace(MINE, photos=photos), FLAGS) == {
        "photo": "a2",
        "other_photo": "b3",
        "distance": 3,
        "report": "u-a",
        "team": "Đội An Nhơn 2",
        "day": "2026-03-14",
        "campaign": "CNS2023",
        "reports": ["u-a", "u-z"],
    }


def test_of_equally_near_photos_the_oldest_reports_is_told_and_of_its_own_the_first_by_name():
    photos = (
        PhotoFacts("a3", near=(Near("b1", 0, MARKET), Near("b2", 0, HALL))),
        PhotoFacts("a1", near=(Near("b4", 0, HALL),)),
        PhotoFacts("a0", near=(Near("b3", 0, MARKET),)),
    )
    assert photo_near(replace(MINE, photos=photos), FLAGS) == {
        "photo": "a1",
        "other_photo": "b4",
        "distance": 0,
        "report": "u-z",
        "team": "Đội Quy Nhơn 1",
        "day": "2026-03-15",
        "campaign": "TTN2026",
        "reports": ["u-a", "u-z"],
    }


def test_two_equal_matches_of_one_photo_are_no_puzzle():
    twice = (Near("b2", 5, HALL), Near("b1", 5, HALL))
    found = photo_near(replace(MINE, photos=(PhotoFacts("a1", near=twice),)), FLAGS)
    assert found is not None
    assert (found["photo"], found["distance"], found["reports"]) == ("a1", 5, ["u-z"])


def test_the_place_that_most_members_stood_at_is_told_and_of_equals_the_older_report():
    elsewhere = (Elsewhere(1, SCHOOL), Elsewhere(3, MARKET), Elsewhere(3, HALL))
    found = two_places(replace(MINE, elsewhere=elsewhere), FLAGS)
    assert found == {"members": 3, **AT_HALL, "reports": ["u-a", "u-m", "u-z"]}
    found = two_places(replace(MINE, elsewhere=(*elsewhere, Elsewhere(4, MARKET))), FLAGS)
    assert found == {"members": 4, **AT_MARKET, "reports": ["u-a", "u-m", "u-z"]}


def test_teams_that_met_are_told_and_one_that_came_when_this_one_left_is_not():
    assert shared_place(beside(SCHOOL, HALL, MARKET), FLAGS) == {**AT_HALL, "reports": ["u-a", "u-z"]}
    assert shared_place(beside(MARKET, HALL), FLAGS) == {**AT_MARKET, "reports": ["u-a", "u-z"]}


@pytest.mark.parametrize(
    ("mine", "theirs", "met"),
    [
        ((EIGHT, TEN), (TEN, NOON), False),
        ((TEN, NOON), (EIGHT, TEN), False),
        ((EIGHT, TEN), (TEN - 1, NOON), True),
        ((TEN - 1, NOON), (EIGHT, TEN), True),
        ((None, TEN), (EIGHT, TEN), None),
        ((EIGHT, None), (EIGHT, TEN), None),
        ((EIGHT, TEN), (None, TEN), None),
        ((EIGHT, TEN), (EIGHT, None), None),
        ((None, None), (None, None), None),
    ],
)
def test_two_teams_met_did_not_or_nobody_can_say(mine, theirs, met):
    begins_at, ends_at = theirs
    report = beside(replace(HALL, begins_at=begins_at, ends_at=ends_at), hours=mine)
    told = {**AT_HALL, "begins_at": begins_at, "ends_at": ends_at, "reports": ["u-z"]}
    assert shared_place(report, FLAGS) == (told if met else None)
    assert shared_day(report, FLAGS) == (told if met is None else None)


def test_only_those_whose_hours_are_not_known_share_a_day():
    unknown = replace(SCHOOL, ends_at=None)
    assert shared_day(beside(HALL, unknown, MARKET), FLAGS) == {
        "report": "u-m", "team": "Đội Pleiku 3", "day": "2026-03-15",
        "place": "Trường THPT", "begins_at": 600, "ends_at": None, "reports": ["u-m"],
    }  # fmt: skip
    assert shared_day(beside(HALL, MARKET, hours=(None, TEN)), FLAGS) == {**AT_HALL, "reports": ["u-a", "u-z"]}


@pytest.mark.parametrize(
    ("same", "lines", "told"),
    [(1, 2, True), (1, 3, False), (2, 3, True), (2, 4, True), (2, 5, False), (3, 3, True), (0, 0, False)],
)
def test_half_of_the_lines_with_the_same_quantities_are_enough(same, lines, told):
    report = beside(replace(SCHOOL, same_lines=0), replace(HALL, same_lines=same), lines=lines)
    assert same_figures(report, FLAGS) == ({**AT_HALL, "reports": ["u-z"]} if told else None)


def test_work_claimed_in_other_campaigns_is_told_by_its_first_line_and_all_its_reports():
    again = (Again("vneid_level2_support", 20, MARKET), Again("dvc_full_support", 3, HALL))
    assert claimed_twice(replace(MINE, again=again), FLAGS) == {
        "activity": "vneid_level2_support",
        "claimed": 20,
        "campaign": "CNS2023",
        "report": "u-a",
        "team": "Đội An Nhơn 2",
        "day": "2026-03-14",
        "reports": ["u-a", "u-z"],
    }


def test_a_report_alone_has_nothing_beside_it():
    kinds = (photo_near, two_places, shared_place, shared_day, same_figures, claimed_twice)
    alone = replace(MINE, photos=(PhotoFacts("a1"),))
    assert [kind(alone, FLAGS) for kind in kinds] == [None] * 6
