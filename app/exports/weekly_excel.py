"""The weekly report as an Excel workbook: typed cells, no formula anywhere, whatever a text begins with."""

import io
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from app.exports.weekly_sheets import Sheet

QUIET = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = (58, 14, 16, 80)
TIMES = "Times New Roman"


def to_xlsx(sheet: Sheet) -> bytes:
    """One sheet: title, a table a section, and the stamp."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, QUIET) as book:
        book.set_properties({"title": sheet.abstract, "created": sheet.made_at.replace(tzinfo=None)})
        page = book.add_worksheet(_("Báo cáo tuần"))
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)
        _fill(page, sheet, looks(book))
    return whole.getvalue()


def _fill(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    at = 0
    for words in (sheet.superior, sheet.issuer, _("BÁO CÁO"), sheet.abstract):
        page.write_string(at, 0, words, looks["bold"])
        at += 1
    for section in sheet.sections:
        page.write_string(at + 1, 0, section.title, looks["bold"])
        for column, head in enumerate((_("Nội dung"), _("Số lượng"), _("Đơn vị tính"), _("Cách đếm"))):
            page.write_string(at + 2, column, head, looks["head"])
        at += 3
        for line in section.lines:
            page.write_string(at, 0, line.label, looks["text"])
            page.write_number(at, 1, line.value, looks["number"])
            page.write_string(at, 2, line.unit, looks["text"])
            page.write_string(at, 3, line.definition, looks["text"])
            at += 1
    page.write_string(at + 1, 0, _("Căn cứ số liệu"), looks["bold"])
    for offset, (label, words) in enumerate(sheet.stamp, start=2):
        page.write_string(at + offset, 0, label, looks["text"])
        page.write_string(at + offset, 1, words, looks["plain"])


def looks(book: Any) -> dict[str, Any]:
    """Cell formats; 1.234 is shown as Excel's own language says."""
    plain = {"font_name": TIMES, "font_size": 12}
    boxed = {**plain, "border": 1, "text_wrap": True, "valign": "top"}
    return {
        "plain": book.add_format(plain),
        "bold": book.add_format({**plain, "bold": True}),
        "head": book.add_format({**boxed, "bold": True, "align": "center"}),
        "text": book.add_format(boxed),
        "number": book.add_format({**boxed, "num_format": "#,##0", "text_wrap": False}),
    }
