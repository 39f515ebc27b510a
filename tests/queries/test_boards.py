"""Every board of the registry over one small season: who stands where, and as far as a reader sees."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

import pytest

from app.database import transaction
from app.live.boards import boards
from app.queries.board_choices import offers
from app.queries.campaigns import stage
from app.queries.horizon import Horizon, back_to_day, back_to_entry
from app.queries.past_board import last_posted
from app.queries.reach import reach
from app.rulebook.boards import REGISTRY
from app.services import organising, people, snapshots, teams
from app.services.organising import Gathering
from app.services.teams import TeamRow
from tests.cast import NOW, PEOPLE, Cast, cast, gathered, person_named, stand_still
from tests.keeping import keep
from tests.reporting import decided, sent

VNEID, DOSSIER, TRAINING = "vneid_level2_support", "dvc_full_support", "training_attendance"
FIRST, SECOND, THIRD = date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 15)  # Sundays; they end weeks 1 to 3
FRIDAY = date(2026, 3, 20)  # in week 4
CAPTAIN = {"QN1": "captain", "QN2": "captain_qn2", "AN1": "captain_an1", "AN2": "captain_an2"}
VERIFIER = {"QN1": "verifier", "QN2": "verifier", "AN1": "verifier_an", "AN2": "verifier_an"}


def evening(day):
    stand_still(NOW.replace(month=day.month, day=day.day))


def earns(everybody, team, day, lines, **verdicts):
    """The team reports in the evening and its verifier decides."""
    evening(day)
    report = sent(everybody.enrolments[team], person_named(CAPTAIN[team]), lines, day)
    decided(report, person_named(VERIFIER[team]), verdicts)


def ends(everybody, day):
    with transaction():
        snapshots.take(everybody.campaign, "day", day)


@pytest.fixture
def season(app) -> Cast:
    """Three Sundays and a Friday; AN2 rests. What organisers recorded of QN2 is no work of its own."""
    keep("three sundays", three_sundays)
    evening(FRIDAY)
    return gathered()


def three_sundays():
    everybody = cast()
    earns(everybody, "QN1", FIRST, {VNEID: 30})
    earns(everybody, "QN2", FIRST, {VNEID: 10})
    ends(everybody, FIRST)
    earns(everybody, "QN1", SECOND, {VNEID: 10})
    with transaction():
        trained = Gathering(UUID(int=5), TRAINING, SECOND, {everybody.enrolments["QN2"].id: 6})
        organising.record(everybody.campaign, trained, everybody.verifier)
    ends(everybody, SECOND)
    earns(everybody, "QN1", THIRD, {VNEID: 10, DOSSIER: 5})
    earns(everybody, "QN2", THIRD, {VNEID: 20}, **{VNEID: 10})
    earns(everybody, "AN1", THIRD, {VNEID: 10})
    earns(everybody, "QN2", FRIDAY, {VNEID: 20})
    earns(everybody, "AN1", FRIDAY, {VNEID: 5})


def seen(everybody) -> Horizon:
    return Horizon(stage(everybody.campaign))


def board(horizon, code, cluster="", **chosen):
    """Rank, code and value of each line."""
    asked = {"week": None, "sunday": None, "activity": "", **chosen}
    choice = offers(horizon).choose(REGISTRY[code], **asked)
    assert choice is not None
    found = boards(horizon, reach(horizon), choice)
    return [(each.rank, each.row.code, each.value) for each in found.of(cluster)]


def test_a_week_holds_its_own_days_alone(season):
    assert board(seen(season), "week", week=1) == [
        (1, "QN1", 108),
        (2, "QN2", 36),
        (3, "AN1", 0),
        (3, "AN2", 0),
    ]
    assert board(seen(season), "week") == [(1, "QN2", 60), (2, "AN1", 15), (3, "AN2", 0), (3, "QN1", 0)]
    assert board(seen(season), "week", cluster="xa-dong-bang") == [(1, "AN1", 15), (2, "AN2", 0)]


def test_a_sunday_holds_that_day_alone(season):
    assert board(seen(season), "sunday", sunday=THIRD) == [
        (1, "QN1", 66),
        (2, "AN1", 36),
        (2, "QN2", 36),
        (4, "AN2", 0),
    ]
    assert board(seen(season), "sunday") == board(seen(season), "sunday", sunday=THIRD)


def test_an_activity_counts_its_points_of_the_whole_campaign(season):
    assert board(seen(season), "activity", activity=DOSSIER)[0] == (1, "QN1", 30)
    assert board(seen(season), "activity", activity=VNEID)[:3] == [(1, "QN1", 180), (2, "QN2", 132), (3, "AN1", 51)]


def test_most_improved_compares_week_four_with_week_one(season):
    assert board(seen(season), "improved") == [(1, "QN2", 24), (2, "AN1", 15)]
    assert board(seen(season), "improved", week=4) == board(seen(season), "improved")
    evening(FRIDAY + timedelta(days=4))
    assert board(seen(season), "improved") == [(1, "QN2", 24), (2, "AN1", 15)]
    assert board(seen(season), "improved", week=5) == []


def test_points_for_each_member_are_exact(season):
    earns(season, "AN1", date(2026, 3, 21), {VNEID: 10})
    found = {code: value for _, code, value in board(seen(season), "per_member")}
    points = {code: value for _, code, value in board(seen(season), "overall")}
    assert found == {code: Fraction(points[code], 8 if code.startswith("QN") else 6) for code in points}


def test_accuracy_lists_whom_three_reports_speak_for(season):
    assert board(seen(season), "accuracy") == [(1, "QN1", 1), (2, "QN2", Fraction(2, 3))]


def test_a_streak_counts_only_sundays_of_the_team_s_own_work(season):
    assert board(seen(season), "streak") == [(1, "QN1", 3), (2, "AN1", 1), (2, "QN2", 1)]


def test_units_have_the_average_of_their_teams(season):
    points = {code: value for _, code, value in board(seen(season), "overall")}
    assert board(seen(season), "units") == [
        (1, "X21583", Fraction(points["QN1"] + points["QN2"], 2)),
        (2, "X21907", Fraction(points["AN1"] + points["AN2"], 2)),
    ]


def test_provinces_are_compared_where_there_are_two(season):
    assert not boards(seen(season), reach(seen(season))).has_provinces
    hanoi = TeamRow(2, "HN2", "Tổ công nghệ số Ba Đình 2", "youth_digital_team", "X00004", "phuong", 8)
    with transaction():
        teams.import_teams(season.noise, [hanoi], people.system_actor())
    national = Horizon(stage(season.noise))
    assert boards(national, reach(national)).has_provinces
    assert board(national, "provinces") == [(1, "T01", 0)]  # QN1 is alone in its province


def every(horizon):
    return {code: board(horizon, code) for code in REGISTRY if code != "provinces"}


def test_no_board_shows_what_came_after_its_entry(season):
    seq, before = last_posted(season.campaign), every(seen(season))
    earns(season, "QN1", FRIDAY, {VNEID: 33, DOSSIER: 9})
    earns(season, "AN2", THIRD, {VNEID: 3}, **{VNEID: 2})
    evening(FRIDAY)
    after = every(seen(season))
    assert {code for code in after if after[code] == before[code]} == {"accuracy"}
    assert every(back_to_entry(seen(season), seq)) == before


def test_no_board_of_a_day_shows_what_came_after_it(season):
    past = every(back_to_day(seen(season), SECOND))
    found = {code: {name: value for _, name, value in lines}.get("QN1") for code, lines in past.items()}
    assert found == {
        "overall": 144,
        "week": 36,
        "sunday": 36,
        "activity": 144,
        "improved": None,
        "per_member": 18,
        "accuracy": None,
        "streak": 2,
        "units": None,
    }


def test_movement_is_told_since_the_day_before_and_a_week_before(season):
    now = boards(seen(season), reach(seen(season)))
    assert (now.compared, now.compared_with_week) == (True, True)
    moved = {each.row.code: (each.rank, each.before, each.moved, each.moved_in_a_week) for each in now.of()}
    assert moved == {"QN1": (1, 1, 0, 0), "QN2": (2, 2, 0, 0), "AN1": (3, 3, 0, 0), "AN2": (4, 3, -1, -1)}
    first, second = back_to_day(seen(season), FIRST), back_to_day(seen(season), SECOND)
    assert first is not None
    assert second is not None
    assert [each.week_before for each in boards(second, reach(second)).of("phuong")] == [1, 2]
    assert not boards(first, reach(first)).compared_with_week


def test_a_line_says_what_is_missing_to_the_next_rank(season):
    lines = boards(seen(season), reach(seen(season))).of()
    assert [(each.above, each.gap) for each in lines[:1]] == [(None, None)]
    for higher, lower in pairwise(lines):
        assert lower.above == higher.rank
        assert lower.gap is not None
        assert lower.gap + lower.value - higher.value in {Fraction(0), Fraction(1)}


def test_nothing_is_offered_before_it_has_begun(season):
    evening(FIRST - timedelta(days=1))
    before = offers(seen(season))
    assert (list(before.weeks), list(before.sundays)) == ([], [])
    assert board(seen(season), "week") == []
    assert board(seen(season), "sunday") == []
    evening(SECOND)
    found = offers(seen(season))
    assert (list(found.weeks), list(found.sundays)) == ([1, 2], [FIRST, SECOND])
    assert board(seen(season), "improved") == []
    for code, week, sunday, activity in (
        ("week", 0, None, ""),
        ("week", 3, None, ""),
        ("improved", 2, None, ""),
        ("sunday", None, THIRD, ""),
        ("sunday", None, FIRST + timedelta(days=1), ""),
        ("activity", None, None, "no_such_thing"),
    ):
        assert found.choose(REGISTRY[code], week, sunday, activity) is None
    evening(date(2026, 6, 1))
    assert list(offers(seen(season)).weeks) == [1, 2, 3, 4, 5, 6]


def test_everybody_of_the_cast_has_a_captain():
    assert {PEOPLE[name][3] for name in CAPTAIN.values()} == set(CAPTAIN)
