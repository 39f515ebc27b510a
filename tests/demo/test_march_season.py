"""Youth Month 2026 on the evening of 15 March: the situations that the demonstration promises are there."""

from collections import Counter
from random import Random

import pytest

from app.demo import youth_month
from app.demo.march_season import NOW, TODAY
from app.demo.march_teams import DEMO, DESK, QUARTERS, TWINS
from app.rulebook.rulefile import parse
from app.rulebook.text import forbidden, personal_number

FILE, _ = parse(youth_month.FILE.read_text(encoding="utf-8"))
MONTH = youth_month.plan(Random(5))


def test_some_seventy_teams_stand_in_the_five_clusters():
    assert 65 <= len(MONTH.teams) <= 75
    assert {team.cluster_code for team in MONTH.teams} == {cluster.code for cluster in FILE.clusters}
    assert len({team.code for team in MONTH.teams}) == len(MONTH.teams)
    assert len({team.name for team in MONTH.teams}) == len(MONTH.teams)


def test_a_scale_multiplies_the_teams():
    teams = youth_month.plan(Random(5), copies=3).teams
    assert len(teams) == 3 * len(MONTH.teams)
    assert len({team.code for team in teams}) == len(teams)
    assert len({team.name for team in teams}) == len(teams)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_desk_of_the_ward_has_forty_reports_of_today_waiting_over_fourteen_teams(seed):
    month = youth_month.plan(Random(seed))
    waiting = [
        each for each in month.reports if each.team_code in DESK and not each.decided_at and each.state == "sent"
    ]
    assert len(waiting) == 40
    assert {each.day for each in waiting} == {TODAY}
    assert {each.team_code for each in waiting} == set(DESK)
    assert all(each.scenes for each in waiting)


def test_one_photo_is_used_twice_and_fifty_are_typed_by_hand():
    scenes = Counter(scene for each in MONTH.reports for scene in each.scenes)
    assert sorted(scenes.values())[-2:] == [1, 2]
    typed = [each for each in MONTH.reports if "nhập tay" in each.note]
    assert [line.claimed for each in typed for line in each.lines] == [50]


def test_what_a_branch_did_hangs_on_no_other_teams_dice():
    others = [each for each in MONTH.reports if each.team_code not in QUARTERS]
    branches = [
        [each for each in month.reports if each.team_code in QUARTERS] for month in (MONTH, youth_month.plan(Random(6)))
    ]
    assert branches[0] == branches[1]
    assert len(others) > len(branches[0]) == 48


def test_the_captain_has_a_draft_a_returned_report_and_one_cut_beyond_the_cap():
    mine = [each for each in MONTH.reports if each.team_code == DEMO]
    assert Counter(each.state for each in mine) == {"sent": 5, "returned": 1, "draft": 1}
    cut = [line for each in mine for line in each.lines if line.verified and line.verified < line.claimed]
    assert [(line.code, line.claimed, line.verified) for line in cut] == [("vneid_level2_support", 55, 50)]
    assert FILE.rules.activity("vneid_level2_support").cap == 40


def test_the_twins_do_the_same_on_the_same_days():
    one, other = (
        [(each.day, each.lines, bool(each.decided_at)) for each in MONTH.reports if each.team_code == code]
        for code in TWINS
    )
    assert one == other


def test_nothing_happens_after_the_story_and_some_report_is_late():
    assert max(each.submitted_at for each in MONTH.reports) < NOW
    assert max(each.decided_at for each in MONTH.reports if each.decided_at) < NOW
    assert any(each.late for each in youth_month.plan(Random(26_03_1931)).reports)


def test_texts_are_clean_and_hold_no_personal_numbers():
    for report in MONTH.reports:
        for text in (report.note, *report.place, *(line.reason for line in report.lines)):
            assert forbidden(text) is None
            assert not personal_number(text)
