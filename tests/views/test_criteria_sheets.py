"""The criteria sheet in the office's own columns, blank or with a team's appraised marks."""

import re

from app.rulebook.rulefile import parse
from tests.cast import CODE, RULES, stand_still
from tests.views.season import AFTER_FREEZE, VNEID
from tests.views.test_rule_versions import NEW, sends

PAGE = f"/campaigns/{CODE}/criteria-sheet"
COLUMNS = (
    "TT",
    "Nội dung chấm điểm",
    "Điều kiện chấm điểm",
    "Văn bản chứng minh",
    "Điểm tự chấm",
    "Điểm thẩm định",
    "Ghi chú",
)


def marks(browser):
    """What stands in the column of appraised marks, from top to bottom."""
    return re.findall(r'data-label="Điểm thẩm định">([^<]*)</td>', browser.text)


def test_the_sheet_has_the_offices_columns_and_every_type_in_use(season, visitor):
    file, _ = parse(RULES.read_text(encoding="utf-8"))
    browser = visitor()
    browser.opens(PAGE)
    assert tuple(re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', browser.text)) == COLUMNS
    for activity in file.rules.activities:
        assert (activity.label in browser.text) == activity.on
    for words in ("3 điểm mỗi tài khoản; tối đa 40 mỗi ngày.", "Chủ nhật hằng tuần: 120%", "tối đa 200 tờ mỗi ngày"):
        assert words in browser.text, words
    assert set(marks(browser)) == {""}
    assert "data-print" in browser.text


def test_a_teams_sheet_shows_its_appraised_marks_and_leaves_the_self_mark_to_the_team(season, visitor):
    browser = visitor()
    browser.opens(f"{PAGE}?team=QN1")
    found = marks(browser)
    assert (found[0], found[-1]) == ("133", "163")
    assert "Tổ công nghệ số Quy Nhơn 1" in browser.text
    assert set(re.findall(r'data-label="Điểm tự chấm">([^<]*)</td>', browser.text)) == {""}


def test_the_marks_stand_still_while_the_board_is_frozen(season, visitor):
    season.freezes()
    season.earns("QN1", {"e_payment_support": 10})
    stand_still(AFTER_FREEZE)
    public, officer = visitor(), visitor("officer")
    public.opens(f"{PAGE}?team=QN1")
    officer.opens(f"{PAGE}?team=QN1")
    assert marks(public)[-1] == "163"
    assert "Bảng xếp hạng đang được khóa" in public.text
    assert marks(officer)[-1] == "187"
    assert "Bảng xếp hạng đang được khóa" not in officer.text


def test_a_type_that_was_switched_off_stays_where_it_gave_points(season, visitor):
    officer = visitor("officer")
    officer.opens(NEW)
    sends(officer, **{f"on__{VNEID}": None}, publish=True)
    browser = visitor()
    browser.opens(PAGE)
    assert "VNeID" not in browser.text.split("<tbody>")[1]
    browser.opens(f"{PAGE}?team=QN1")
    assert "đã tắt ở phiên bản này" in browser.text
    browser.opens(f"{PAGE}?version=1")
    assert "VNeID" in browser.text.split("<tbody>")[1]


def test_unknown_teams_versions_and_campaigns_are_not_found(season, visitor):
    browser = visitor()
    for tail in ("?team=HN1", "?team=KHONG", "?version=9", "?version=01", "?version=x"):
        assert browser.opens(PAGE + tail).status_code == 404, tail
    assert browser.opens("/campaigns/KHONG/criteria-sheet").status_code == 404


def test_the_rules_page_and_the_team_page_lead_to_the_sheet(season, visitor):
    browser = visitor()
    browser.opens(f"/campaigns/{CODE}/rules")
    assert f'href="{PAGE}?version=1"' in browser.text
    browser.opens("/teams/QN1")
    assert f'href="{PAGE}?team=QN1"' in browser.text
