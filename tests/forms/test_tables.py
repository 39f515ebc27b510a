"""Files that are no tables, or dangerous ones, are refused with a place and a reason; never with a trace."""

import ast
import re
import tracemalloc
import zipfile

import pytest

from app.config import ROOT
from app.forms.faults import WORDS
from app.forms.tables import Column, Refusal, Row, read
from app.forms.workbooks import MOST_BYTES
from app.rulebook.rulefile import Fault
from tests.importing import write_xlsx

COLUMNS = (Column("code"), Column("name"), Column("note", required=False))
SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def taken(path) -> tuple[list[Row], list[Fault]]:
    faults: list[Fault] = []
    try:
        return list(read(path, COLUMNS, faults)), faults
    except Refusal as refusal:
        return [], list(refusal.faults)


def file(folder, content: bytes, name: str = "t.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


def workbook(folder, sheet: str, more: dict[str, bytes] | None = None):
    """A workbook whose sheet is `sheet`."""
    made = write_xlsx(folder / "made.xlsx", [{"code": "a", "name": "b"}])
    path = folder / "t.xlsx"
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            sheet_entry = entry.filename == "xl/worksheets/sheet1.xml"
            out.writestr(entry.filename, sheet.encode() if sheet_entry else source.read(entry))
        for name, content in (more or {}).items():
            out.writestr(name, content)
    return path


def test_rows_are_numbered_as_in_the_file(tmp_path):
    rows, faults = taken(file(tmp_path, 'name,code\nAn,1\n\n"Ba\nBốn",2\nNăm,3\n'.encode()))
    assert faults == []
    assert [(row.number, row.cells["code"], row.cells["name"]) for row in rows] == [
        (2, "1", "An"),
        (4, "2", "Ba\nBốn"),
        (6, "3", "Năm"),
    ]
    assert rows[0].cells["note"] == ""


def test_text_is_composed_and_squeezed(tmp_path):
    rows, _ = taken(file(tmp_path, "code,name\n 1 ,  Ho\u0300a   Bi\u0300nh \n".encode()))
    assert rows[0].cells == {"code": "1", "name": "Hòa Bình", "note": ""}


@pytest.mark.parametrize(
    ("content", "row", "says"),
    [
        (b"", 1, "trống"),
        (b"\n\n", 1, "trống"),
        (b"code,name\n1,\xff\xfe\n", 2, "UTF-8"),
        (b"code,name\n1,a\x00b\n", 2, "ký tự"),
        (b"code,name\n1,a\x07b\n", 2, "ký tự"),
        ("code,name\n1,a\u202eb\n".encode(), 2, "ký tự"),
        (b'code,name\n1,"a\n', 2, "không đọc được"),
        (b"code,name\n1,a,,b\n", 2, "4 ô"),
        (b"code,name,code\n", 1, "hai lần"),
        (b"code,name,colour\n", 1, "colour"),
        (b"code\n", 1, "bắt buộc"),
        (b"code,name\n1," + b"a" * 5000 + b"\n", 2, "5000"),
        (b"code,name\n1," + b"a" * 200_000 + b"\n", 2, "không đọc được"),
        (b"PK\x03\x04nonsense", 1, ""),
    ],
)
def test_a_file_that_is_no_table_says_where(tmp_path, content, row, says):
    rows, faults = taken(file(tmp_path, content))
    assert rows == []
    assert faults[0].row == row
    assert says in faults[0].message


def test_dates_and_numbers_of_a_workbook_become_text(tmp_path):
    path = write_xlsx(tmp_path / "t.xlsx", [{"code": 7, "name": "Bảy"}, {"code": 2.5, "name": "x"}])
    rows, faults = taken(path)
    assert [(row.number, row.cells["code"]) for row in rows] == [(2, "7")]
    assert [(each.row, each.column) for each in faults] == [(3, "code")]


def test_a_dangerous_workbook_is_refused_before_it_is_opened(tmp_path):
    far = SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET.format("<row><c><v>&a;</v></c></row>")[21:]
    wide = SHEET.format("<row>" + "<c/>" * 60 + "</row>")
    deep = SHEET.format("<row/>" * 6000)
    small = SHEET.format("")
    tracemalloc.start()
    for path in (
        workbook(tmp_path, far),
        workbook(tmp_path, entities),
        workbook(tmp_path, wide),
        workbook(tmp_path, deep),
        workbook(tmp_path, small, {f"e{number}": b"" for number in range(250)}),
        workbook(tmp_path, small, {"bomb": bytes(MOST_BYTES // 4)}),
        workbook(tmp_path, small, {"../../etc/passwd": b"x"}),
    ):
        rows, faults = taken(path)
        assert rows == []
        assert [each.row for each in faults] == [1]
    assert tracemalloc.get_traced_memory()[1] < 2 * MOST_BYTES
    tracemalloc.stop()


@pytest.mark.parametrize("cut", [10, 100, 1000, 3000])
def test_a_truncated_workbook_is_refused(tmp_path, cut):
    whole = write_xlsx(tmp_path / "w.xlsx", [{"code": "a", "name": "b"}]).read_bytes()
    rows, faults = taken(file(tmp_path, whole[:cut], "t.xlsx"))
    assert rows == []
    assert faults[0].row == 1


def test_a_workbook_with_one_wrong_byte_is_read_or_refused_at_a_place(tmp_path):
    whole = workbook(tmp_path, SHEET.format("")).read_bytes()
    for place in range(len(whole) - 400, len(whole)):
        _rows, faults = taken(file(tmp_path, whole[:place] + b"\xff" + whole[place + 1 :], "t.xlsx"))
        assert [each.row for each in faults] == [1]


PLACES = {"wrong": 1, "add": 2, "fault": 2, "_wrong": 2}  # which argument of a call is the fault's code


def codes_told() -> set[object]:
    """Every fault's code that the source names."""
    folders = ("forms", "services", "cli")
    files = [path for folder in folders for path in (ROOT / "app" / folder).rglob("*.py")]
    calls = [node for path in files for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    found: set[object] = set()
    for call in calls:
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        place = PLACES.get(name, 99)
        found |= {each.value for each in call.args[place : place + 1] if isinstance(each, ast.Constant)}
    return found


def test_every_fault_has_its_words_and_every_word_its_fault():
    from_workbooks = {"not_a_table", "too_large"}
    assert codes_told() | from_workbooks == set(WORDS)


def test_words_fill_in_their_facts():
    for words in WORDS.values():
        names = re.findall(r"\{(\w+)\}", words)
        assert "{" not in words.format(**dict.fromkeys(names, 1))
