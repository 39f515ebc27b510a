"""A list of people and their roles as a file."""

from pathlib import Path

from app.forms.cells import Cells
from app.forms.tables import Column, Refusal, read
from app.rulebook.permissions import ROLES
from app.rulebook.rulefile import Fault
from app.services.people_imports import PersonRow

COLUMNS = tuple(
    Column(name, required=name != "minor_until") for name in ("login", "full_name", "role", "scope_code", "minor_until")
)


def read_people(path: Path) -> list[PersonRow]:
    """Every row of the file; raises tables.Refusal with all faults."""
    faults: list[Fault] = []
    rows = [_person(Cells(row, faults)) for row in read(path, COLUMNS, faults)]
    if faults:
        raise Refusal(faults)
    return rows


def _person(cells: Cells) -> PersonRow:
    return PersonRow(
        row=cells.row.number,
        login=cells.login("login"),
        full_name=cells.text("full_name", 120),
        role=cells.one_of("role", ROLES),
        scope_code=cells.code("scope_code"),
        minor_until=cells.day("minor_until"),
    )
