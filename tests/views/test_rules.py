"""The rules page says what the rule version says."""

from app.rulebook.rulefile import parse
from tests.cast import CODE, RULES

PAGE = f"/campaigns/{CODE}/rules"


def test_every_activity_stands_there_with_its_definition(season, visitor):
    file, _ = parse(RULES.read_text(encoding="utf-8"))
    assert file is not None
    browser = visitor()
    browser.opens(PAGE)
    for activity in file.rules.activities:
        assert activity.label in browser.text
        assert not activity.on or activity.definition in browser.text


def test_the_rules_state_version_ceiling_peaks_deadlines_ties_and_prizes(season, visitor):
    browser = visitor()
    browser.opens(PAGE)
    for words in (
        "Bộ tiêu chí phiên bản 1, có hiệu lực từ 01/03/2026",
        "nhiều nhất 400 điểm một ngày",
        "Chủ nhật hằng tuần: nhân 120%",
        "26/03: nhân 120%",
        "trong 2 ngày sau ngày hoạt động",
        "đến 08/04/2026, trả lời trước 10/04/2026",
        "nhiều Chủ nhật ra quân hơn",
        "Giải Khuyến khích",
        "ra quân ít nhất 3 Chủ nhật",
        "4 mỗi ngày (200 tờ)",
        "bằng số thành viên của đội mỗi ngày",
        "Người dẫn lối VNeID",
        "Đội hình tiến bộ nhất",
        "Trùng minh chứng",
    ):
        assert words in browser.text, words
    assert "data-print" in browser.text
