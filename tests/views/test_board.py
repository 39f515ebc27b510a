"""The board: the first ten for everybody, whole clusters for people of the Union, and find your team."""

import re

import pytest
from sqlalchemy import event

from app.database import db
from tests.cast import CODE
from tests.views.season import SUNDAY, VNEID, Season

BOARD = f"/campaigns/{CODE}/leaderboard"
FRAGMENT = {"HX-Request": "true"}


def teams_on(text: str) -> list[str]:
    """Codes of the main table's rows, in order."""
    return re.findall(r'id="team-([^"]+)"', text)


def found_on(text: str) -> list[str]:
    """Codes of the rows around the team that was looked for."""
    return re.findall(r'id="found-team-([^"]+)"', text)


@pytest.fixture
def crowd(season: Season) -> Season:
    season.enrols(20)
    return season


def test_the_public_sees_ten_teams_of_a_cluster(crowd, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?cluster=phuong")
    assert len(teams_on(browser.text)) == 10
    assert teams_on(browser.text)[:2] == ["QN1", "QN2"]


@pytest.mark.parametrize("name", ["captain", "member", "verifier_an", "officer"])
def test_people_of_the_union_see_whole_clusters(crowd, visitor, name):
    browser = visitor(name)
    browser.opens(f"{BOARD}?cluster=phuong")
    assert len(teams_on(browser.text)) == 22


def test_a_team_far_down_finds_itself_between_its_neighbours(crowd, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?cluster=phuong&team=THEM015")
    assert found_on(browser.text) == ["THEM013", "THEM014", "THEM015", "THEM016", "THEM017"]
    assert len(teams_on(browser.text)) == 10


def test_a_team_is_found_by_words_without_diacritics(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?q=quy+nhon+2")
    assert "QN2" in found_on(browser.text)
    browser.opens(f"{BOARD}?q=quy+nhon")
    assert "Chọn đội bạn tìm" in browser.text
    assert f"{BOARD}?team=QN1" in browser.text
    browser.opens(f"{BOARD}?q=khong+co+doi+nay")
    assert "Chưa tìm thấy đội nào" in browser.text


def test_an_unknown_cluster_or_campaign_is_a_page_that_says_so(season, visitor):
    assert visitor().opens(f"{BOARD}?cluster=khong-co").status_code == 404
    assert visitor().opens("/campaigns/KHONG/leaderboard").status_code == 404


def test_teams_with_equal_points_are_bracketed_with_the_rule(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?cluster=xa-dong-bang")
    assert "is-tied is-tied-first" in browser.text
    assert "is-tied is-tied-last" in browser.text
    assert "Bằng điểm và bằng mọi tiêu chí phụ: đồng hạng" in browser.text
    season.earns("AN2", {VNEID: 30}, **{VNEID: None})
    browser.opens(f"{BOARD}?cluster=xa-dong-bang")
    assert "đội trên có tỷ lệ báo cáo được xác minh ngay lần đầu cao hơn" in browser.text


def test_the_board_says_what_moved_what_sunday_brought_and_up_to_when(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?cluster=phuong")
    assert "Điểm tạm tính đến" in browser.text
    assert f"Chủ nhật {SUNDAY:%d/%m}" in browser.text
    assert "+163" in browser.text  # 133 for 37 activations and 30 for 5 dossiers, on a Sunday
    assert 'class="move is-up"' in browser.text
    assert 'class="move is-down"' in browser.text


def test_the_own_team_is_marked_for_its_captain(season, visitor):
    browser = visitor("captain")
    browser.opens(BOARD)
    row = re.search(r'<tr role="row" id="row-QN1" class="is-own [^>]*>.*?</tr>', browser.text, re.DOTALL)
    assert row
    assert 'id="team-QN1"' in row.group()


def test_a_refresh_without_news_is_not_sent_twice(season, visitor):
    browser = visitor()
    first = browser.opens(BOARD, headers=FRAGMENT)
    assert browser.text.lstrip().startswith('<div id="board"')
    again = {**FRAGMENT, "If-None-Match": first.headers["ETag"]}
    assert browser.opens(BOARD, headers=again).status_code == 304
    season.earns("QN2", {"e_payment_support": 3})
    assert browser.opens(BOARD, headers=again).status_code == 200


def test_the_page_and_its_fragment_say_the_same(season, visitor):
    browser = visitor()
    browser.opens(BOARD, headers=FRAGMENT)
    fragment = browser.text
    browser.opens(BOARD)
    assert fragment.strip() in browser.text


def queries_of(season, visitor, address: str) -> int:
    """How many statements one visit takes in a process that remembers nothing."""
    seen: list[str] = []
    with season.app.app_context():
        engine = db.engine

    def count(connection, cursor, statement, *rest):
        if statement.startswith("SELECT"):
            seen.append(statement)

    season.app.extensions.pop("memory", None)
    event.listen(engine, "before_cursor_execute", count)
    try:
        assert visitor().opens(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(seen)


@pytest.mark.parametrize("address", [BOARD, f"{BOARD}?cluster=phuong&team=QN2", f"/campaigns/{CODE}", "/teams/QN1"])
def test_the_number_of_queries_does_not_grow_with_the_teams(season, visitor, address):
    queries_of(season, visitor, address)
    small = queries_of(season, visitor, address)
    season.enrols(40)
    assert queries_of(season, visitor, address) == small
    assert small <= (10 if address.startswith(BOARD) else 21)
