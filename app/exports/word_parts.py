"""The house's pieces of a Word document in the Union's own layout: A4, margins 20, 20, 30, 20 mm, Times New Roman
(guidance 29-HD/TWĐTN-VP)."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

TIMES = "Times New Roman"
BODY, SMALL = 14, 11
CENTRE, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def a4(document: Any) -> None:
    """The page and its letters."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = page.right_margin = Mm(20)
    page.left_margin = Mm(30)
    style = document.styles["Normal"]
    style.font.name, style.font.size = TIMES, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), TIMES)


def letterhead(document: Any, superior: str, issuer: str, number: str, union: str, dated: str) -> None:
    """Left who issues it, `***` and the number; right the Union with a rule beneath, and the line for place and day."""
    left, right = halves(document, Mm(68), Mm(92))
    say(left, superior, size=13, align=CENTRE, first=True)
    say(left, issuer, size=13, bold=True, align=CENTRE)
    say(left, "***", size=13, align=CENTRE)
    say(left, number, size=13, align=CENTRE)
    rule(say(right, union, size=13, bold=True, align=CENTRE, first=True))
    say(right, dated, size=13, italic=True, align=CENTRE, before=8)


def halves(document: Any, *widths: Length) -> Any:
    """Two cells beside each other, without lines."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    _columns(table, widths)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = width
    return table.rows[0].cells


def say(
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


def rule(paragraph: Any) -> None:
    """A rule beneath the paragraph."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def grid(document: Any, heads: Sequence[str], widths: Sequence[Length]) -> Any:
    """A table with lines, whose head is repeated on every page."""
    table = document.add_table(rows=1, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _columns(table, widths)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    fill(table.rows[0], heads, widths, [CENTRE] * len(heads), bold=True)
    return table


def fill(row: Any, words: Sequence[str], widths: Sequence[Length], aligns: Sequence[Any], bold: bool = False) -> None:
    """One row of a grid, in small letters, never broken between pages."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
    for cell, text, width, align in zip(row.cells, words, widths, aligns, strict=True):
        cell.width = width
        say(cell, text, size=SMALL, bold=bold, align=align, first=True)


def _columns(table: Any, widths: Sequence[Length]) -> None:
    """LibreOffice reads a table's own columns, Word its cells."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
