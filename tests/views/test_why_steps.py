"""From a rank to the rules in single steps: tie-break, entries, one line, the version that priced it."""

import re

from tests.cast import CODE
from tests.views.season import VNEID

RANK = "/teams/{}/rank?campaign=" + CODE
FRAGMENT = {"HX-Request": "true"}


def lines_of(browser, team):
    browser.opens(f"/teams/{team}/why?campaign={CODE}")
    return re.findall(r'href="(/teams/[^"]*/why/\d+[^"]*)"', browser.text)


def test_each_step_is_one_click_from_the_board_to_the_rules(season, visitor):
    stranger = visitor()
    stranger.opens(f"/campaigns/{CODE}/leaderboard?cluster=phuong")
    assert f'href="{RANK.format("QN1")}"' in stranger.text
    stranger.opens(RANK.format("QN1"))
    assert f'href="/teams/QN1/why?campaign={CODE}"' in stranger.text
    stranger.opens(lines_of(stranger, "QN1")[0])
    assert "37 × 3" in stranger.text
    assert f'href="/campaigns/{CODE}/rules?version=1"' in stranger.text
    assert f'href="/campaigns/{CODE}/criteria-sheet?version=1&amp;team=QN1"' in stranger.text
    assert stranger.opens(f"/campaigns/{CODE}/rules?version=1").status_code == 200


def test_each_step_is_a_page_and_a_fragment(season, visitor):
    stranger = visitor()
    for address in (RANK.format("QN1"), f"/teams/QN1/why?campaign={CODE}", lines_of(stranger, "QN1")[0]):
        stranger.opens(address)
        assert "<html" in stranger.text
        assert stranger.text.count("<h1") == 1
        stranger.opens(address, headers=FRAGMENT)
        assert "<html" not in stranger.text
        assert '<div id="why">' in stranger.text


def test_equals_are_told_apart_step_by_step_down_to_the_one_that_decides(season, visitor):
    stranger = visitor()
    stranger.opens(RANK.format("AN2"))
    assert "Đồng hạng với Đội hình tình nguyện An Nhơn 1" in stranger.text
    assert "1/1 báo cáo (100%)" in stranger.text
    season.earns("AN2", {VNEID: 5}, **{VNEID: None})
    season.app.extensions.pop("memory", None)
    stranger.opens(RANK.format("AN2"))
    assert "Bằng điểm với Đội hình tình nguyện An Nhơn 1, đứng dưới" in stranger.text
    assert "1/2 báo cáo (50%)" in stranger.text
    assert "phân định ở đây" in stranger.text
    assert "5) hỗ trợ" not in stranger.text
    stranger.opens(RANK.format("AN1"))
    assert "đứng trên" in stranger.text


def test_a_team_without_an_equal_is_told_so_and_without_points_nothing_parts_it(season, visitor):
    season.enrols(2)
    stranger = visitor()
    stranger.opens(RANK.format("QN1"))
    assert "Không đội liền kề nào bằng điểm" in stranger.text
    stranger.opens(RANK.format("THEM001"))
    assert "Các đội chưa có điểm được xếp ngang nhau" in stranger.text
    assert stranger.opens(f"{RANK.format('QN1')}&among=all").status_code == 200
    assert stranger.opens(f"{RANK.format('QN1')}&among=us").status_code == 404


def test_a_line_lists_every_entry_that_moved_it(season, visitor):
    stranger = visitor()
    address = lines_of(stranger, "AN1")[0]
    stranger.opens(address)
    assert "số 4" in stranger.text
    assert "người thẩm định, 20:30 ngày 15/03/2026" in stranger.text
    officer = visitor("officer")
    officer.opens(address)
    assert "Đặng Quốc Đạt" in officer.text
    assert "Đặng Quốc Đạt" not in stranger.text


def test_a_line_of_another_team_is_not_there(season, visitor):
    stranger = visitor()
    other = lines_of(stranger, "AN1")[0].replace("/AN1/", "/QN1/")
    assert stranger.opens(other).status_code == 404
    assert stranger.opens(f"/teams/QN1/why/{9**30}").status_code == 404


def test_behind_a_freeze_a_reopened_line_keeps_its_arithmetic(season, visitor):
    uuid = season.earns("QN2", {VNEID: 7})
    stranger, officer = visitor(), visitor("officer")
    address = lines_of(stranger, "QN2")[0]
    season.freezes()
    stranger.opens(address)
    before = stranger.text
    season.reopens(uuid)
    stranger.opens(address)
    assert stranger.text == before
    officer.opens(address)
    assert "cộng lại bằng 0" in officer.text
