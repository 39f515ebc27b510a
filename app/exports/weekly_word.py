"""The weekly report as a Word file in the Union's own layout: number, place, date, recipients and signature blank.

Top right the Union's name with a rule beneath, top left the superior and the issuing union, `***` and the number; A4,
margins 20, 20, 30, 20 mm, Times New Roman (guidance 29-HD/TWĐTN-VP).
"""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from flask_babel import gettext as _

from app.exports.weekly_sheets import Section, Sheet
from app.rulebook.numbers import show_whole

TIMES = "Times New Roman"
BODY, SMALL = 14, 11
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
WIDTHS = (Mm(10), Mm(46), Mm(20), Mm(22), Mm(62))
HALVES = (Mm(79), Mm(81))


def to_docx(sheet: Sheet) -> bytes:
    """The document, ready for the office's number and signature."""
    document = Document()
    _page(document, sheet)
    _heading(document, sheet)
    _say(document, _("BÁO CÁO"), bold=True, align=CENTRE, before=12)
    _say(document, sheet.abstract, bold=True, align=CENTRE, after=12)
    for number, section in enumerate(sheet.sections, start=1):
        _say(
            document, f"{number}. {section.title}", bold=True, before=8, after=4
        ).paragraph_format.keep_with_next = True
        _table(document, section)
    _say(document, _("Căn cứ số liệu"), bold=True, before=8, after=4)
    for at, (label, words) in enumerate(sheet.stamp, start=1):
        _say(document, f"{label}: {words}{'./.' if at == len(sheet.stamp) else '.'}", size=12)
    _ending(document)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def _page(document: Any, sheet: Sheet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = page.right_margin = Mm(20)
    page.left_margin = Mm(30)
    style = document.styles["Normal"]
    style.font.name, style.font.size = TIMES, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), TIMES)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = sheet.abstract, sheet.issuer, "", "vi-VN"
    about.created = about.modified = sheet.made_at.replace(tzinfo=None)


def _heading(document: Any, sheet: Sheet) -> None:
    table = document.add_table(rows=1, cols=2)
    _widen(table, HALVES)
    left, right = table.rows[0].cells
    _say(left, sheet.superior, size=13, align=CENTRE, first=True)
    _say(left, sheet.issuer, size=13, bold=True, align=CENTRE)
    _say(left, "***", size=13, align=CENTRE)
    _say(left, _("Số:          -BC/ĐTN"), size=13, align=CENTRE)
    _rule(_say(right, _("ĐOÀN TNCS HỒ CHÍ MINH"), size=13, bold=True, align=CENTRE, first=True))
    _say(right, _("…………, ngày …… tháng …… năm ……"), size=13, italic=True, align=CENTRE, before=8)


def _table(document: Any, section: Section) -> None:
    table = document.add_table(rows=1, cols=len(WIDTHS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widen(table, WIDTHS)
    heads = (_("TT"), _("Nội dung"), _("Số lượng"), _("Đơn vị tính"), _("Cách đếm"))
    _row(table.rows[0], heads, bold=True)
    for number, line in enumerate(section.lines, start=1):
        _row(table.add_row(), (str(number), line.label, show_whole(line.value), line.unit, line.definition))
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _widen(table: Any, widths: Sequence[int]) -> None:
    """Columns of these widths: Word reads them of the cells, LibreOffice of the table's grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _row(row: Any, words: tuple[str, ...], bold: bool = False) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for at, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
        cell.width = WIDTHS[at]
        align = CENTRE if bold or at == 0 else RIGHT if at == 2 else None
        said = _say(cell, text, size=SMALL, bold=bold, align=align, first=True)
        said.paragraph_format.keep_with_next = bold


def _ending(document: Any) -> None:
    """Who receives it and who signs; the office fills both in."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    _say(left, _("Nơi nhận:"), size=12, bold=True, italic=True, before=12, first=True)
    for _line in range(2):
        _say(left, "- …………………………;", size=SMALL)
    _say(left, _("- Lưu VP."), size=SMALL)
    _say(right, _("TM. BAN THƯỜNG VỤ"), bold=True, align=CENTRE, before=12, first=True)
    _say(right, _("BÍ THƯ"), align=CENTRE)


def _say(
    place: Any,
    words: str,
    *,
    size: int = BODY,
    bold: bool = False,
    italic: bool = False,
    align: Any = None,
    before: int = 0,
    after: int = 0,
    first: bool = False,
) -> Any:
    """A paragraph; `first` fills the one that a cell begins with."""
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = align
    spacing = paragraph.paragraph_format
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)
    return paragraph


def _rule(paragraph: Any) -> None:
    """A rule beneath the paragraph."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
