"""The unit's weekly report: the page, the Word file and the Excel file say the same true figures, and blanks stay."""

import io
from datetime import date
from zipfile import ZipFile

import docx
import pytest
from python_calamine import CalamineWorkbook

from app.database import transaction
from app.queries.past_board import last_posted
from app.services import campaigns
from tests.cast import CODE, NOW, person_named, stand_still
from tests.racing import campaign, enrolment
from tests.reporting import decided, returned, sent

VNEID, POSTERS, DOSSIER = "vneid_level2_support", "poster_distribution", "dvc_full_support"
PAGE = "/units/X21583/weekly-report"
MONDAY = date(2026, 3, 9)


def work(team, captain, verifier, lines, day=MONDAY, **verdicts):
    """A report with everybody of the team present."""
    stand_still(NOW.replace(day=day.day))
    members = tuple(person_named(each).id for each in ("captain", "member")[: 2 if team == "QN1" else 0])
    report = sent(enrolment(team), person_named(captain), lines, day, members=members)
    return decided(report, person_named(verifier), dict(verdicts)) if verifier else report


@pytest.fixture
def week(small_campaign):
    """Week 3 of Quy Nhơn: 60 accounts, more than the cap, and 7 dossiers; beside them what waits, came back, fell."""
    with small_campaign.app_context():
        work("QN1", "captain", "verifier", {VNEID: 60, DOSSIER: 5})
        work("QN2", "captain_qn2", "verifier", {DOSSIER: 2}, date(2026, 3, 15))
        work("QN2", "captain_qn2", "verifier", {VNEID: 4}, **{VNEID: None})
        work("QN1", "captain", None, {VNEID: 3}, date(2026, 3, 14))
        returned(work("QN1", "captain", None, {VNEID: 2}, date(2026, 3, 13)), person_named("verifier"))
        work("QN1", "captain", "verifier", {VNEID: 11}, date(2026, 3, 8))
        work("AN1", "captain_an1", "verifier_an", {VNEID: 13})
        stand_still(NOW)
        seq = last_posted(campaign())
    return small_campaign, seq


def figures(visitor, kind="xlsx", query="", who="verifier"):
    answer = visitor(who).client.get(f"{PAGE}.{kind}?week=3{query}")
    assert answer.status_code == 200
    assert f"bao-cao-tuan-3-X21583-{CODE}.{kind}" in answer.headers["Content-Disposition"]
    return answer.get_data()


def in_excel(body):
    [rows] = [CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()]
    return {row[0]: row[1:] for row in rows if row[0]}


def in_word(body):
    tables = docx.Document(io.BytesIO(body)).tables[1:-1]
    return {row.cells[1].text: row.cells[2].text for table in tables for row in table.rows}


EXPECTED = {
    "Đội tham gia chiến dịch": 2,
    "Đội ra quân trong tuần": 2,
    "Thành viên có mặt": 2,
    "Đã gửi": 5,
    "Đã thẩm định": 3,
    "Trong đó không được xác minh": 1,
    "Đang chờ thẩm định": 1,
    "Đang chờ đội bổ sung": 1,
    "Tài khoản VNeID được hỗ trợ kích hoạt": 60,
}


def test_the_excel_file_has_typed_true_figures_with_unit_and_definition_and_no_formula(week, visitor):
    body = figures(visitor)
    found = in_excel(body)
    assert {name: found[name][0] for name in EXPECTED} == EXPECTED
    assert all(isinstance(found[name][0], int | float) for name in EXPECTED)
    kinds = [row for row in found.values() if row[0] in (60, 7)]
    assert len(kinds) >= 3
    assert all(row[1] and len(row[2]) > 20 for row in kinds)
    assert sum(row[0] == 7 for row in kinds) >= 1
    with ZipFile(io.BytesIO(body)) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in cells
    assert "<f " not in cells


def test_the_word_file_says_the_same_in_the_unions_layout_with_its_blanks(week, visitor):
    body = figures(visitor, "docx")
    document = docx.Document(io.BytesIO(body))
    assert {name: in_word(body)[name] for name in EXPECTED} == {name: str(each) for name, each in EXPECTED.items()}
    left, right = document.tables[0].rows[0].cells
    heading = [each.text for each in left.paragraphs]
    assert heading == ["TỈNH ĐOÀN GIA LAI", "BCH ĐOÀN PHƯỜNG QUY NHƠN", "***", "Số:          -BC/ĐTN"]
    assert [each.text for each in right.paragraphs] == [
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "…………, ngày …… tháng …… năm ……",
    ]
    assert 'w:bottom w:val="single"' in right.paragraphs[0]._p.xml
    for table in document.tables:  # LibreOffice goes by the grid, Word by the cells
        grid = [column.width for column in table.columns]
        assert all([cell.width for cell in row.cells] == grid for row in table.rows)
        assert sum(each.mm for each in grid) <= 161
    assert [round(each.width.mm) for each in document.tables[1].columns] == [10, 46, 20, 22, 62]
    page = document.sections[0]
    assert [round(each.mm) for each in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [
        20,
        20,
        30,
        20,
    ]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert document.styles["Normal"].font.name == "Times New Roman"
    texts = [each.text for each in document.paragraphs]
    assert any(each.startswith("Kết quả tuần 3 (từ ngày 09/03/2026 đến ngày 15/03/2026)") for each in texts)
    assert "CỘNG HÒA" not in body.decode("latin-1")
    signed = document.tables[-1].rows[0].cells
    assert signed[0].text.startswith("Nơi nhận:")
    assert signed[1].text == "TM. BAN THƯỜNG VỤ\nBÍ THƯ"


def test_everything_is_stamped_with_the_ledgers_place_rules_time_and_address(week, visitor):
    _app, seq = week
    stamp = in_excel(figures(visitor))
    assert stamp["Sổ điểm"][0].startswith(f"đến bút toán số {seq}, mã băm ")
    assert len(stamp["Sổ điểm"][0].rpartition(" ")[2]) == 64
    assert stamp["Bộ tiêu chí"][0] == "phiên bản 1"
    assert stamp["Thời điểm lấy số liệu"][0] == "20:30 ngày 15/03/2026"
    assert stamp["Chiến dịch"][0].endswith(f"({CODE})")
    assert stamp["Địa chỉ"][0].endswith(f"{PAGE}?campaign={CODE}&week=3")


def test_the_page_shows_the_same_and_leads_to_both_files(week, visitor):
    verifier = visitor("verifier")
    verifier.opens("/queue")
    assert f'href="/weekly-report?campaign={CODE}"' in verifier.text
    verifier.opens(f"/weekly-report?campaign={CODE}")
    assert verifier.address.startswith(PAGE)
    for kind in ("docx", "xlsx"):
        assert f"{PAGE}.{kind}?campaign={CODE}&amp;week=3" in verifier.text
    assert "Tuần 3 (09/03–15/03)" in verifier.text
    assert "<b>60</b> tài khoản" in verifier.text
    verifier.opens(f"{PAGE}?week=2")
    assert "<b>11</b> tài khoản" in verifier.text
    assert "<b>60</b> tài khoản" not in verifier.text


def test_the_province_sums_its_communes(week, visitor):
    answer = visitor("officer").client.get(f"/units/T52/weekly-report.xlsx?week=3&campaign={CODE}")
    found = in_excel(answer.get_data())
    assert found["Tài khoản VNeID được hỗ trợ kích hoạt"][0] == 73
    assert found["Đội tham gia chiến dịch"][0] == 4


def test_behind_a_frozen_board_a_unit_still_sees_its_own_work(week, visitor):
    app, _seq = week
    with app.app_context():
        with transaction():
            campaigns.freeze(campaign(), person_named("officer"), "Giữ bảng")
        work("QN1", "captain", "verifier", {DOSSIER: 4})
    assert in_excel(figures(visitor))["Đội ra quân trong tuần"][0] == 2
    assert any(row[0] == 11 for row in in_excel(figures(visitor)).values())


def test_a_week_or_campaign_that_is_not_there_is_not_found(small_campaign, visitor):
    verifier = visitor("verifier")
    for query in ("week=0", "week=4", "week=9999999999", "week=ba", "campaign=KHONG", "week=-1"):
        assert verifier.opens(f"{PAGE}?{query}").status_code == 404, query
        assert verifier.opens(f"{PAGE}.docx?{query}").status_code == 404, query


def test_a_unit_without_teams_is_told_what_will_be_here(small_campaign, visitor):
    hanoi = visitor("verifier_hn")
    assert hanoi.opens(PAGE).status_code == 404
    hanoi.opens("/units/T01/weekly-report")
    assert "Báo cáo tuần" in hanoi.text


def test_text_that_looks_like_a_formula_stays_text(small_campaign, visitor):
    with small_campaign.app_context(), transaction():
        enrolment("QN1").team.unit.name = '=HYPERLINK("http://elsewhere.example")'
    body = figures(visitor)
    with ZipFile(io.BytesIO(body)) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
        assert not [each for each in book.namelist() if "rels" in each and b"elsewhere" in book.read(each)]
    docx.Document(io.BytesIO(figures(visitor, "docx")))
