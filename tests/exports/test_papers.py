"""The papers of a result say what the result says, in the Union's layout, and nothing typed by anybody becomes code."""

import io
from zipfile import ZipFile

import docx
import pytest
from flask import Flask
from flask_babel import Babel
from python_calamine import CalamineWorkbook

from app.exports import annex_excel, layout_making
from app.exports.layout_fields import check
from app.exports.layout_trees import LayoutFault, known
from app.exports.paper_fields import CLUSTER, LISTS, WORDS, fields_of
from app.exports.papers import FILE_NAMES, PAPERS, shipped, to_docx
from tests.exports.sheets import MINUTES, TOTAL, sheet

EVIL = (
    "{{ 7*7 }}{% for x in y %}",
    '=cmd|" /C calc"!A0',
    "<w:p>&amp;</w:t>",
    "#[sys] $x$ @x",
    "ẪỄỖỮỴ H'Bích “” \u200b",
    "đ" * 200,
)


@pytest.fixture(autouse=True)
def words():
    app = Flask(__name__)
    Babel(app, default_locale="vi")
    with app.test_request_context():
        yield


def texts(body: bytes) -> list[str]:
    """Every paragraph, tables included, in the order of the document."""
    document = docx.Document(io.BytesIO(body))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in document.element.body.iter(f"{W}p")]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(body: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(body)) as package:
        return {name: package.read(name) for name in package.namelist()}


def layout(*paragraphs: str) -> bytes:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


@pytest.mark.parametrize("code", PAPERS)
def test_each_paper_has_the_unions_heading_with_its_blanks(code):
    body = to_docx(code, sheet())
    document = docx.Document(io.BytesIO(body))
    left, right = document.tables[0].rows[0].cells
    heading = [each.text for each in left.paragraphs]
    assert heading[:3] == ["TRUNG ƯƠNG ĐOÀN TNCS HỒ CHÍ MINH", "TỈNH ĐOÀN GIA LAI", "***"]
    assert heading[3].startswith("Số:          -")
    assert [each.text for each in right.paragraphs] == [
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "Gia Lai, ngày …… tháng …… năm ………",
    ]
    page = document.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(each.mm) for each in margins] == [20, 20, 30, 20]
    assert document.styles["Normal"].font.name == "Times New Roman"
    found = "\n".join(texts(body))
    assert "./." in found
    assert "{" not in found
    assert "CỘNG HÒA" not in found
    assert FILE_NAMES[code].isascii()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("minutes", ["BIÊN BẢN", "1. " + MINUTES[0], "2. " + MINUTES[1], "THƯ KÝ", "CHỦ TRÌ", "Chưa đủ 3 Chủ nhật"]),
        ("proposal", ["TỜ TRÌNH", "Kính gửi: Ban Thường vụ Tỉnh Đoàn Gia Lai", "TM. HỘI ĐỒNG"]),
        ("decision", ["QUYẾT ĐỊNH", "BAN THƯỜNG VỤ TỈNH ĐOÀN GIA LAI", "PHỤ LỤC", "TM. BAN THƯỜNG VỤ", "BÍ THƯ"]),
        ("notice", ["THÔNG BÁO", "TM. BAN THƯỜNG VỤ", "Nơi nhận:"]),
        ("report", ["BÁO CÁO", TOTAL.label, "150.895", TOTAL.unit, TOTAL.definition]),
    ],
)
def test_a_paper_says_what_it_is_for(code, expected):
    found = texts(to_docx(code, sheet()))
    for each in expected:
        assert each in found
    assert any("Đội hình tiến bộ nhất" in each for each in found)
    assert "Rơ Châm H'Bích" in found
    assert "3. Cụm Xã miền núi, biên giới, hải đảo" in found


def test_the_annex_names_the_decision_and_lists_every_prize_with_its_joint_ranks():
    body = to_docx("decision", sheet())
    assert "(Kèm theo Quyết định số 12-QĐ/TĐTN ngày 13 tháng 4 năm 2026 của Ban Thường vụ Tỉnh Đoàn Gia Lai)" in texts(
        body
    )
    rows = [[cell.text for cell in row.cells] for table in docx.Document(io.BytesIO(body)).tables for row in table.rows]
    prizes = [row for row in rows if len(row) == 6 and row[0] != "TT"]
    assert len(prizes) == 12
    assert prizes[0] == [
        "1",
        "Tổ công nghệ số thanh niên số 0",
        "Đoàn phường Quy Nhơn",
        "Giải Nhất ",
        "Giấy chứng nhận",
        "10.000",
    ]
    assert prizes[3][3] == "Giải Ba đồng hạng"


def test_before_the_decision_its_number_and_day_are_places_to_fill_in():
    found = texts(to_docx("decision", sheet(number=0, decision_number="", decision_date=None)))
    assert any("Quyết định số …………… ngày …… tháng …… năm ………" in each for each in found)


def test_an_amendment_says_which_and_why():
    assert any(
        "điều chỉnh lần thứ 1. Lý do: Hủy kết quả một đội." in each
        for each in texts(to_docx("decision", sheet(number=2)))
    )
    assert not any("điều chỉnh" in each for each in texts(to_docx("decision", sheet())))


@pytest.mark.parametrize("name", EVIL)
@pytest.mark.parametrize("code", PAPERS)
def test_a_name_stays_what_was_typed(code, name):
    found = texts(to_docx(code, sheet(name=name)))
    assert any(name in each for each in found)


def test_no_name_is_ever_filled_in_again():
    found = texts(to_docx("decision", sheet(name="{_{ campaign }_}")))
    assert not any(each == "Tháng Thanh niên năm 2026" for each in found)


@pytest.mark.parametrize("code", PAPERS)
def test_a_shipped_layout_is_what_its_maker_makes(code):
    made, kept = parts(layout_making.make(code)), parts(shipped(code))
    assert made == kept


def test_the_fields_are_those_that_a_result_fills():
    found = fields_of(sheet())
    assert {name for name, value in found.items() if isinstance(value, str)} == set(WORDS)
    assert {name for name, value in found.items() if isinstance(value, list)} == set(LISTS)
    for name, rows in LISTS.items():
        inner = {*rows, *(CLUSTER if name == "clusters" else ())}
        assert all(set(row) == inner for row in found[name])
    for name, rows in CLUSTER.items():
        assert all(set(row) == set(rows) for row in found["clusters"][0][name])
    assert not {*WORDS, *(each for rows in LISTS.values() for each in rows)} & set(dir(dict))


@pytest.mark.parametrize(
    "words",
    [
        ["{{ campain }}"],
        ["{%p for each in teams %}", "{{ each.phone }}", "{%p endfor %}"],
        ["{%p for each in members %}", "x", "{%p endfor %}"],
        ["{{ each.team }}"],
        ["{%p if campain %}", "x", "{%p endif %}"],
        ["{%p for each in teams %}", "{%p for other in teams %}", "x", "{%p endfor %}", "{%p endfor %}"],
    ],
)
def test_an_unknown_field_is_refused_with_its_name_and_the_known_ones(words):
    with pytest.raises(LayoutFault, match=r"campain|each\.phone|members|each\.team|teams") as fault:
        check(layout(*words))
    assert all(each in str(fault.value) for each in known())


@pytest.mark.parametrize(
    "words",
    [
        "{{ 7 * 7 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ range(10) }}",
        "{{ campaign.__class__ }}",
        "{{ campaign|upper }}",
        "{{ ''['__class__'] }}",
        "{% set x = 1 %}{{ x }}",
        "{% macro x() %}{% endmacro %}",
        "{% include 'x' %}",
        "{{ self }}",
        "{{ campaign",
        "{% for each in teams %}x",
        "{{ }}",
        "{{ {{ campaign }} }}",
    ],
)
def test_a_layout_names_fields_and_computes_nothing(words):
    with pytest.raises(LayoutFault):
        check(layout(words))
    with pytest.raises(LayoutFault):
        to_docx("notice", sheet(), layout(words))


def test_fields_hidden_in_headers_and_properties_are_looked_at_too():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ secret }}"
    for hide in (lambda: None, lambda: setattr(document.core_properties, "title", "{{ other }}")):
        hide()
        whole = io.BytesIO()
        document.save(whole)
        with pytest.raises(LayoutFault, match=r"secret|other"):
            check(whole.getvalue())


def test_a_layout_that_would_swell_is_refused():
    with pytest.raises(LayoutFault, match="quá dài"):
        check(layout("{%p for each in teams %}", *["đ" * 10_000] * 8, "{%p endfor %}"))
    with pytest.raises(LayoutFault, match="quá dài"):
        check(layout("đ" * 20_001))
    with pytest.raises(LayoutFault, match="quá dài"):
        check(layout(*["{{ campaign }}"] * 1_001))


def test_a_provinces_own_layout_is_filled_in():
    own = layout(
        "Thông báo của {{ issuer }}", "{%p for each in prizes %}", "{{ loop.index }}/{{ each.team }}", "{%p endfor %}"
    )
    found = texts(to_docx("notice", sheet(), own))
    assert found[:2] == ["Thông báo của Tỉnh Đoàn Gia Lai", "1/Tổ công nghệ số thanh niên số 0"]
    assert len(found) == 13


def test_the_same_result_gives_the_same_paper():
    assert parts(to_docx("decision", sheet())) == parts(to_docx("decision", sheet()))


@pytest.mark.parametrize("name", ["Tổ số {}", *EVIL])
def test_the_excel_annex_has_typed_cells_and_no_formula(name):
    body = annex_excel.to_xlsx(sheet(name=name))
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    assert book.sheet_names == ["Giải theo cụm", "Giải chuyên đề", "Xếp hạng", "Tổng số liệu", "Căn cứ"]
    prizes = book.get_sheet_by_name("Giải theo cụm").to_python()
    assert len(prizes) == 13
    assert prizes[1][3] == name.replace("{}", "0")
    assert prizes[1][5] == 1
    assert prizes[1][7] == 10_000
    assert book.get_sheet_by_name("Tổng số liệu").to_python()[1][:3] == [TOTAL.label, 150_895, TOTAL.unit]
    assert not any(b"<f>" in part or b"<f " in part for each, part in parts(body).items() if "sheet" in each)
