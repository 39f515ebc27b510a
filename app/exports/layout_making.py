"""The layouts that ship, as Word files with fields; `python -m app.exports.layout_making` writes them."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from app.config import ROOT
from app.exports.layout_bodies import BODIES
from app.exports.layout_pieces import Piece
from app.exports.word_parts import CENTRE, JUSTIFY, RIGHT, SMALL, a4, fill, grid, halves, letterhead, rule, say

FOLDER = ROOT / "app" / "exports" / "layouts"
MADE = datetime(2026, 1, 1)  # noqa: DTZ001  (Word keeps no zone here)
ALIGNS: Mapping[str, Any] = {"centre": CENTRE, "right": RIGHT, "left": None}


def make(code: str) -> bytes:
    """One layout: letterhead, body, signature, annexes."""
    document = Document()
    a4(document)
    _page_numbers(document)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = "", "", "", "vi-VN"
    about.created = about.modified = MADE
    for piece in BODIES[code]:
        MAKERS[piece.kind](document, piece)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def _letterhead(document: Any, piece: Piece) -> None:
    letterhead(
        document,
        "{{ superior_upper }}",
        "{{ issuer_upper }}",
        f"Số:          -{piece.words}/TĐTN",
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "{{ place }}, ngày …… tháng …… năm ………",
    )


def _title(document: Any, piece: Piece) -> None:
    say(document, piece.words, bold=True, align=CENTRE, before=14)


def _annex(document: Any, piece: Piece) -> None:
    say(document, piece.words, bold=True, align=CENTRE).paragraph_format.page_break_before = True


def _about(document: Any, piece: Piece) -> None:
    say(document, piece.words, bold=True, align=CENTRE)
    rule_line = say(document, "", size=4, align=CENTRE, after=8)
    rule_line.paragraph_format.left_indent = rule_line.paragraph_format.right_indent = Mm(60)
    rule(rule_line)


def _centred(document: Any, piece: Piece) -> None:
    say(document, piece.words, align=CENTRE, italic=piece.italic, bold=not piece.italic, before=4, after=6)


def _head(document: Any, piece: Piece) -> None:
    say(document, piece.words, bold=True, before=8, after=4).paragraph_format.keep_with_next = True


def _text(document: Any, piece: Piece) -> None:
    align = None if "……" in piece.words else JUSTIFY
    paragraph = say(document, piece.words, align=align, after=4, italic=piece.italic)
    paragraph.paragraph_format.first_line_indent = Mm(10)


def _tag(document: Any, piece: Piece) -> None:
    say(document, piece.words, size=SMALL)


def _table(document: Any, piece: Piece) -> None:
    rows = piece.rows
    assert rows is not None
    widths = [Mm(each) for each in rows.widths]
    table = grid(document, rows.heads, widths)
    _only(table.add_row(), f"{{%tr for each in {rows.of} %}}", widths)
    fill(table.add_row(), rows.cells, widths, [ALIGNS[each] for each in rows.aligns])
    _only(table.add_row(), "{%tr endfor %}", widths)
    say(document, "", size=6)


def _only(row: Any, words: str, widths: Sequence[Length]) -> None:
    """A row that only says where a list begins or ends; it is not printed."""
    fill(row, [words, *[""] * (len(widths) - 1)], widths, [None] * len(widths))


def _signature(document: Any, piece: Piece) -> None:
    """Who receives it and who signs; names and seal belong to the office."""
    left, right = halves(document, Mm(80), Mm(80))
    say(left, "Nơi nhận:", size=12, bold=True, italic=True, before=12, first=True)
    for line in piece.receivers:
        say(left, line, size=SMALL)
    for at, line in enumerate(piece.words.split("\n")):
        say(right, line, bold=at == 0, align=CENTRE, before=0 if at else 12, first=at == 0)
    for _line in range(4):
        say(right, "")


def _two_signatures(document: Any, piece: Piece) -> None:
    for cell, words in zip(halves(document, Mm(80), Mm(80)), piece.words.split("\n"), strict=True):
        say(cell, words, bold=True, align=CENTRE, before=12, first=True)
        say(cell, "(ký, ghi rõ họ tên)", size=12, italic=True, align=CENTRE)
        for _line in range(4):
            say(cell, "")


def _page_numbers(document: Any) -> None:
    """In the middle above, from the second page on."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = say(section.header, "", size=13, align=CENTRE, first=True)
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        paragraph.add_run()._r.append(element)


MAKERS: Mapping[str, Callable[[Any, Piece], None]] = {
    "letterhead": _letterhead,
    "title": _title,
    "annex": _annex,
    "about": _about,
    "centred": _centred,
    "head": _head,
    "text": _text,
    "tag": _tag,
    "table": _table,
    "signature": _signature,
    "two_signatures": _two_signatures,
}

if __name__ == "__main__":
    for each in BODIES:
        (FOLDER / f"{each}.docx").write_bytes(make(each))
