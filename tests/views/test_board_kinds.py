"""Every kind of board as a page: its words, its tabs, what it cannot be asked for, and the units' boards."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from app.database import transaction
from app.models import Enrolment, Team
from app.queries.board_choices import Choice
from app.rulebook.boards import REGISTRY, Board
from app.rulebook.rulefile import parse
from app.services import people, rule_files
from app.views.board_words import WORDS, Words
from tests.cast import CODE, RULES
from tests.views.season import SATURDAY, VNEID
from tests.views.test_board import BOARD, FRAGMENT, queries_of, teams_on

OFFERED = [code for code in REGISTRY if code != "provinces"]
CURRENT = re.compile(r'<a[^>]*href="([^"]*)"[^>]*aria-current="page"[^>]*>([^<]*)')
LINK = re.compile(r'<a[^>]*href="([^"]*)"')


def rows(text: str) -> list[tuple[str, str, str]]:
    """Rank, code and value of the main table's lines."""
    found = re.findall(r'<tr role="row" id="row-([^"]+)".*?</tr>', text, re.DOTALL)
    lines = [
        re.search(rf'<tr role="row" id="row-{re.escape(code)}".*?</tr>', text, re.DOTALL).group() for code in found
    ]
    return [
        (
            re.search(r'class="rank[^>]*>(\d+)', line).group(1),
            code,
            re.search(r'class="board-points num">(?:<a[^>]*>)?([^<]*)', line).group(1),
        )
        for code, line in zip(found, lines, strict=True)
    ]


def arguments(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(unescape(address)).query)


@pytest.mark.parametrize("code", OFFERED)
def test_each_board_has_a_page_that_says_what_it_is(season, visitor, code):
    browser = visitor()
    browser.opens(f"{BOARD}?board={code}")
    kinds = re.search(r'<nav class="tabs".*?</nav>', browser.text, re.DOTALL).group()
    assert CURRENT.findall(kinds)[0][1] == WORDS[code].name()
    assert "Điểm tạm tính đến" in browser.text
    assert code == "overall" or code == "units" or 'aria-label="Cụm thi đua"' in browser.text
    page = browser.text
    browser.opens(f"{BOARD}?board={code}", headers=FRAGMENT)
    assert browser.text.strip() in page


@pytest.mark.parametrize("code", REGISTRY)
def test_each_board_of_the_registry_has_its_words(small_campaign, code):
    assert set(WORDS) == set(REGISTRY)
    with small_campaign.test_request_context():
        assert WORDS[code].name()


def test_a_week_s_board_ranks_its_week_with_shared_ranks(season, visitor):
    season.earned("QN2", {VNEID: 9}, date(2026, 3, 6))
    browser = visitor()
    browser.opens(f"{BOARD}?board=week")
    assert rows(browser.text)[:2] == [("1", "QN1", "163"), ("2", "QN2", "60")]
    assert rows(browser.text)[2:] == [("3", "AN1", "36"), ("3", "AN2", "36")]
    assert "Bằng nhau: đồng hạng" in browser.text
    assert "tuần 3 (09/03–15/03)" in browser.text
    browser.opens(f"{BOARD}?board=week&week=2&cluster=phuong")
    assert rows(browser.text) == [("1", "QN2", "27"), ("2", "QN1", "0")]
    assert 'class="board-move"' not in browser.text


def test_values_are_written_as_people_read_them(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?board=per_member&cluster=phuong")
    assert rows(browser.text) == [("1", "QN1", "20,37"), ("2", "QN2", "7,5")]
    browser.opens(f"{BOARD}?board=units")
    assert rows(browser.text) == [("1", "X21583", "111,5"), ("2", "X21907", "36")]
    assert "2 đội, tổng 223 điểm" in browser.text
    for day in (date(2026, 3, 12), date(2026, 3, 13)):
        season.earned("QN2", {VNEID: 10}, day)
    season.earns("QN2", {VNEID: 10}, **{VNEID: 5})
    browser.opens(f"{BOARD}?board=accuracy")
    assert rows(browser.text) == [("1", "QN2", "75%")]
    assert "dưới 3 báo cáo" in browser.text


def test_a_rule_file_switches_the_units_to_the_sum(season, visitor):
    text = RULES.read_text(encoding="utf-8").replace('unit_board = "average"', 'unit_board = "sum"')
    file, faults = parse(text)
    assert file is not None, faults
    name = f"Tháng Thanh niên thử nghiệm {CODE}"
    with season.app.app_context(), transaction():
        rule_files.load(replace(file, code=CODE, name=name, effective_from=SATURDAY), people.system_actor())
    browser = visitor()
    browser.opens(f"{BOARD}?board=units")
    assert rows(browser.text) == [("1", "X21583", "223"), ("2", "X21907", "72")]
    assert "Tổng điểm của các đội có xếp hạng" in browser.text
    browser.opens(f"/campaigns/{CODE}/rules")
    assert "Bảng đơn vị xếp theo tổng điểm" in browser.text


def test_before_its_fourth_week_most_improved_says_when_it_opens(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?board=improved")
    assert "Bảng này mở từ tuần 4" in browser.text


@pytest.mark.parametrize(
    "asked",
    [
        "board=no-such-board",
        "board=provinces",
        "board=week&week=0",
        "board=week&week=4",
        "board=week&week=-1",
        "board=week&week=2x",
        "week=99999999999",
        "board=improved&week=3",
        "board=sunday&sunday=2026-03-14",
        "board=sunday&sunday=2026-03-22",
        "board=sunday&sunday=2026-02-30",
        "board=activity&activity=no_such_thing",
        "board=week&cluster=khong-co",
        "day=2026-03-13",
        "day=2026-02-01",
        "day=2027-01-01",
        "day=20260314",
        "day=yesterday",
        "as_of=1",
        "as_of=-1",
        "as_of=x",
        "day=2026-03-14&as_of=1",
    ],
)
def test_what_is_not_offered_is_a_page_that_says_so(season, visitor, asked):
    browser = visitor()
    assert browser.opens(f"{BOARD}?{asked}").status_code == 404
    assert "Không tìm thấy trang này" in browser.text
    assert browser.opens(f"{BOARD}?{asked}", headers=FRAGMENT).status_code == 404


def test_each_tab_keeps_the_other_choices(season, visitor):
    browser = visitor()
    browser.opens(f"{BOARD}?board=week&week=2&cluster=phuong&q=quy+nhon")
    navs = re.findall(r'<nav class="(?:tabs|chips is-strip)".*?</nav>', browser.text, re.DOTALL)
    kinds, groups, weeks = ([arguments(each) for each in LINK.findall(nav)] for nav in navs)
    assert all(each["cluster"] == ["phuong"] and each["q"] == ["quy nhon"] for each in kinds + weeks)
    browser.opens(f"{BOARD}?board=sunday&sunday=2026-03-08&day=2026-03-14")
    navs_of_a_day = re.findall(r'<nav class="(?:tabs|chips is-strip)".*?</nav>', browser.text, re.DOTALL)
    assert all(arguments(each)["day"] == ["2026-03-14"] for nav in navs_of_a_day for each in LINK.findall(nav))
    assert [each.get("board", ["overall"])[0] for each in kinds] == OFFERED
    assert [each["week"] for each in kinds if "week" in each] == [["2"]]
    assert {each["board"][0] + each["week"][0] for each in groups} == {"week2"}
    assert [each["week"][0] for each in weeks] == ["3", "2", "1"]
    browser.opens(f"{BOARD}?board=week&week=2&cluster=phuong&q=quy+nhon")
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', browser.text))
    assert hidden == {"board": "week", "week": "2", "cluster": "phuong", "q": "quy nhon"}
    for nav in navs:
        for address in LINK.findall(nav):
            assert browser.opens(unescape(address)).status_code == 200, address


def test_a_ten_cut_through_equals_says_how_many_more_there_are(season, visitor):
    season.enrols(20)
    browser = visitor()
    browser.opens(f"{BOARD}?board=week&cluster=phuong")
    assert len(rows(browser.text)) == 10
    assert "Còn 12 đội khác cũng đồng hạng 3." in browser.text
    browser.opens(f"{BOARD}?board=week&cluster=phuong&team=THEM015")
    assert "Đội bạn tìm" in browser.text


def test_a_team_outside_the_ranking_is_on_no_board(season, visitor):
    with season.app.app_context(), transaction() as session:
        team = session.scalars(select(Team).where(Team.code == "QN1")).one()
        for enrolment in session.scalars(select(Enrolment).where(Enrolment.team_id == team.id)):
            enrolment.ranked = False
    browser = visitor()
    for code in OFFERED:
        browser.opens(f"{BOARD}?board={code}&team=QN1")
        assert "row-QN1" not in browser.text


@pytest.mark.parametrize("code", OFFERED)
def test_no_board_needs_more_queries_for_more_teams(season, visitor, code):
    address = f"{BOARD}?board={code}"
    queries_of(season, visitor, address)
    small = queries_of(season, visitor, address)
    season.enrols(30)
    assert queries_of(season, visitor, address) == small
    assert small <= 12


def test_the_recipe_of_a_new_board_holds(season, visitor, monkeypatch):
    def note(choice: Choice, where: object) -> str:
        return "Số hồ sơ trực tuyến đã xác minh."

    monkeypatch.setitem(REGISTRY, "dossiers", Board("dossiers", lambda team: team.ties.dossiers))
    monkeypatch.setitem(WORDS, "dossiers", Words(lambda: "Hồ sơ", note))
    browser = visitor()
    browser.opens(f"{BOARD}?board=dossiers")
    assert rows(browser.text)[0] == ("1", "QN1", "5")
    assert "Số hồ sơ trực tuyến đã xác minh." in browser.text
    browser.opens(BOARD)
    assert f"{BOARD}?board=dossiers" in browser.text
    assert "QN1" in teams_on(browser.text)
