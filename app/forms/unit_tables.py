"""A list of units as a file."""

from pathlib import Path

from app.forms.cells import Cells
from app.forms.tables import Column, Refusal, read
from app.models.units import LEVELS
from app.rulebook.rulefile import Fault
from app.services.units import UnitRow

COLUMNS = (
    Column("code"),
    Column("level"),
    Column("kind"),
    Column("name"),
    Column("parent_code"),
    Column("valid_from"),
    Column("valid_to"),
    Column("successor_codes"),
    Column("latitude", fraction=True),
    Column("longitude", fraction=True),
)


def read_units(path: Path) -> list[UnitRow]:
    """Every row of the file; raises tables.Refusal with all faults."""
    faults: list[Fault] = []
    rows = [_unit(Cells(row, faults)) for row in read(path, COLUMNS, faults)]
    if faults:
        raise Refusal(faults)
    return rows


def _unit(cells: Cells) -> UnitRow:
    return UnitRow(
        row=cells.row.number,
        code=cells.code("code"),
        level=cells.one_of("level", LEVELS),
        kind=cells.code("kind"),
        name=cells.text("name", 200),
        parent_code=cells.code("parent_code", required=False),
        valid_from=cells.day("valid_from"),
        valid_to=cells.day("valid_to"),
        successor_codes=tuple(dict.fromkeys(cells.text("successor_codes", 2000, required=False).split())),
        latitude=cells.degrees("latitude", 90),
        longitude=cells.degrees("longitude", 180),
    )
