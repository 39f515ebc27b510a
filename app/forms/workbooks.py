"""Excel workbooks (.xlsx), opened only after their directory and cells were found small enough (trust.md, fault 18)."""

import io
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from app.forms.archives import TooLarge, Unreadable, unpacked

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 5_001
MOST_COLUMNS = 50


@dataclass(frozen=True, slots=True)
class NotWhole:
    """A numeric cell that is not whole, as it would be shown."""

    shown: str

    def __str__(self) -> str:
        return self.shown


def read_workbook(file: BinaryIO, fractions: Collection[str]) -> Iterator[tuple[int, list[str | NotWhole]]]:
    """Rows of the first sheet as text, numbered from 1; columns in `fractions` may hold numbers that are not whole."""
    try:
        book = CalamineWorkbook.from_filelike(_checked(file))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (TooLarge, Unreadable):
        raise
    except (expat.ExpatError, CalamineError, ValueError) as error:
        raise Unreadable(f"not_a_table: {type(error).__name__}") from error
    header = next((cells for cells in rows if any(cells)), [])
    free = {place for place, name in enumerate(header) if name in fractions}
    for number, cells in enumerate(rows, start=1):
        yield number, [_text(cell, place in free) for place, cell in enumerate(cells)]


def _text(cell: Any, fraction: bool) -> str | NotWhole:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 10**15:
            return str(int(cell))
        return repr(cell) if fraction else NotWhole(repr(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return NotWhole(str(cell))
    return str(cell)


def _checked(file: BinaryIO) -> BinaryIO:
    """The same entries in a new, uncompressed archive: what was measured is what is opened."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as out:
        for name, content in unpacked(file, MOST_BYTES):
            if b"sheetData" in content:
                _Sheet().measure(content)
            out.writestr(name, content)
    copy.seek(0)
    return copy


class _Sheet:
    """Walks a sheet's XML as far as its limits: two cells far apart would cost gigabytes when opened."""

    def __init__(self) -> None:
        self.row = self.column = 0

    def measure(self, content: bytes) -> None:
        """Raises TooLarge at the first cell beyond the limits."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartElementHandler = self.element
        parser.Parse(content, True)

    def doctype(self, *_declared: object) -> None:
        raise Unreadable("not_a_table: DOCTYPE")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        kind, place = name.rpartition(":")[2], attributes.get("r", "")
        if kind == "row":
            self.row = int(place) if place.isdecimal() else self.row + 1
            self.column = 0
        elif kind == "c":
            letters = place.rstrip("0123456789")
            self.column = _number(letters) if letters else self.column + 1
            self.row = max(self.row, int(place[len(letters) :] or 0)) if letters else self.row
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
            raise TooLarge(f"too_large: nhiều nhất {MOST_ROWS - 1} dòng và {MOST_COLUMNS} cột")


def _number(letters: str) -> int:
    """Column letters as a number: A is 1, AX is 50."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + ord(letter) - ord("A") + 1
    return found
