"""The weekly report as a Word file in the Union's own layout: number, place, date, recipients and signature blank."""

import io
from typing import Any

from docx import Document
from docx.shared import Mm
from flask_babel import gettext as _

from app.exports.weekly_sheets import Section, Sheet
from app.exports.word_parts import CENTRE, RIGHT, SMALL, a4, fill, grid, halves, letterhead, say
from app.rulebook.numbers import show_whole

WIDTHS = (Mm(10), Mm(46), Mm(20), Mm(22), Mm(62))


def to_docx(sheet: Sheet) -> bytes:
    """The document, ready for the office's number and signature."""
    document = Document()
    _page(document, sheet)
    _heading(document, sheet)
    say(document, _("BÁO CÁO"), bold=True, align=CENTRE, before=12)
    say(document, sheet.abstract, bold=True, align=CENTRE, after=12)
    for number, section in enumerate(sheet.sections, start=1):
        title = say(document, f"{number}. {section.title}", bold=True, before=8, after=4)
        title.paragraph_format.keep_with_next = True
        _table(document, section)
    say(document, _("Căn cứ số liệu"), bold=True, before=8, after=4)
    for at, (label, words) in enumerate(sheet.stamp, start=1):
        say(document, f"{label}: {words}{'./.' if at == len(sheet.stamp) else '.'}", size=12)
    _ending(document)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def _page(document: Any, sheet: Sheet) -> None:
    a4(document)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = sheet.abstract, sheet.issuer, "", "vi-VN"
    about.created = about.modified = sheet.made_at.replace(tzinfo=None)


def _heading(document: Any, sheet: Sheet) -> None:
    dated = _("…………, ngày …… tháng …… năm ……")
    number, union = _("Số:          -BC/ĐTN"), _("ĐOÀN TNCS HỒ CHÍ MINH")
    letterhead(document, sheet.superior, sheet.issuer, number, union, dated)


def _table(document: Any, section: Section) -> None:
    heads = (_("TT"), _("Nội dung"), _("Số lượng"), _("Đơn vị tính"), _("Cách đếm"))
    table = grid(document, heads, WIDTHS)
    for number, line in enumerate(section.lines, start=1):
        words = (str(number), line.label, show_whole(line.value), line.unit, line.definition)
        fill(table.add_row(), words, WIDTHS, (CENTRE, None, RIGHT, None, None))


def _ending(document: Any) -> None:
    """Who receives it and who signs; the office fills both in."""
    left, right = halves(document, Mm(80), Mm(80))
    say(left, _("Nơi nhận:"), size=12, bold=True, italic=True, before=12, first=True)
    for _line in range(2):
        say(left, "- …………………………;", size=SMALL)
    say(left, _("- Lưu VP."), size=SMALL)
    say(right, _("TM. BAN THƯỜNG VỤ"), bold=True, align=CENTRE, before=12, first=True)
    say(right, _("BÍ THƯ"), align=CENTRE)
