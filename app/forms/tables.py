"""Tables that people hand in, CSV or XLSX, as rows of text; every fault says where it is and what would be right."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from app.forms.archives import TooLarge, Unreadable
from app.forms.faults import fault
from app.forms.workbooks import NotWhole, read_workbook
from app.rulebook.rulefile import Fault
from app.rulebook.text import clean, forbidden

LONGEST_CELL = 2000
MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `fraction` lets a numeric Excel cell be other than whole, `longest` is in signs."""

    name: str
    required: bool = True
    fraction: bool = False
    longest: int = LONGEST_CELL


class Row(NamedTuple):
    """One row: its number in the file and the cleaned text of every column, '' where the file has none."""

    number: int
    cells: dict[str, str]


class Refusal(Exception):
    """A file that cannot be taken, with every fault found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


Cells = Sequence[str | NotWhole]


def read(path: Path, columns: Sequence[Column], faults: list[Fault]) -> Iterator[Row]:
    """The file's rows, streamed; columns in any order. A row with a fault is left out and told in `faults`."""
    numbered = _workbook(path, columns) if path.suffix.lower() == ".xlsx" else _csv(path)
    rows = ((number, cells) for number, cells in numbered if any(each != "" for each in cells))
    header = next(rows, None)
    known = ", ".join(each.name for each in columns)
    if header is None:
        raise Refusal([fault(1, "", "empty_file", known=known)])
    names = _names(header, columns)
    for number, cells in rows:
        row = _row(number, cells, names, columns, faults)
        if row is not None:
            yield row
        if len(faults) >= MOST_FAULTS:
            raise Refusal(faults)


def _names(header: tuple[int, Cells], columns: Sequence[Column]) -> list[str]:
    number, cells = header
    names = [str(each).strip() for each in cells]
    while names and not names[-1]:
        names.pop()
    known = [each.name for each in columns]
    needed = [each.name for each in columns if each.required]
    faults = [
        fault(number, name, "unknown_column", value=name, known=", ".join(known)) for name in names if name not in known
    ]
    faults += [fault(number, name, "double_column", value=name) for name in known if names.count(name) > 1]
    faults += [fault(number, name, "missing_column", known=", ".join(needed)) for name in needed if name not in names]
    if faults:
        raise Refusal(faults)
    return names


def _row(number: int, cells: Cells, names: Sequence[str], columns: Sequence[Column], faults: list[Fault]) -> Row | None:
    before = len(faults)
    if any(each != "" for each in cells[len(names) :]):
        faults.append(fault(number, "", "too_many_cells", value=len(cells), known=len(names)))
    texts = {each.name: "" for each in columns}
    longest = {each.name: each.longest for each in columns}
    for name, cell in zip(names, cells, strict=False):
        if isinstance(cell, NotWhole):
            faults.append(fault(number, name, "cell_not_whole", value=cell.shown))
        elif not cell.isprintable() and (found := forbidden(cell)):
            faults.append(fault(number, name, "forbidden_sign", why=found))
        elif len(cell) > longest[name]:
            faults.append(fault(number, name, "too_long", value=len(cell), most=longest[name]))
        else:
            texts[name] = " ".join(cell.split()) if cell.isascii() else clean(cell)
    return Row(number, texts) if len(faults) == before else None


def _csv(path: Path) -> Iterator[tuple[int, Cells]]:
    """Rows with the number of the line they begin on."""
    with path.open("rb") as file:
        reader = csv.reader(_lines(file), strict=True)
        begins = 1
        try:
            for cells in reader:
                yield begins, cells
                begins = reader.line_num + 1
        except csv.Error as error:
            raise Refusal([fault(begins, "", "not_a_table", why=error)]) from error


def _lines(file: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(file, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise Refusal([fault(number, "", "not_utf8")]) from error


def _workbook(path: Path, columns: Sequence[Column]) -> Iterator[tuple[int, Cells]]:
    try:
        yield from read_workbook(io.BytesIO(path.read_bytes()), {c.name for c in columns if c.fraction})
    except (TooLarge, Unreadable) as error:
        code, _, why = str(error).partition(": ")
        raise Refusal([fault(1, "", code, why=why)]) from error
