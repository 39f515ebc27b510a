"""A list of teams as a file."""

from pathlib import Path

from app.forms.cells import Cells
from app.forms.tables import Column, Refusal, read
from app.models.teams import TEAM_KINDS
from app.rulebook.rulefile import Fault
from app.services.teams import LARGEST, TeamRow

COLUMNS = tuple(Column(name) for name in ("code", "name", "kind", "unit_code", "cluster_code", "size"))


def read_teams(path: Path) -> list[TeamRow]:
    """Every row of the file; raises tables.Refusal with all faults."""
    faults: list[Fault] = []
    rows = [_team(Cells(row, faults)) for row in read(path, COLUMNS, faults)]
    if faults:
        raise Refusal(faults)
    return rows


def _team(cells: Cells) -> TeamRow:
    if not cells.row.cells["size"]:
        cells.wrong("size", "missing")
    return TeamRow(
        row=cells.row.number,
        code=cells.code("code"),
        name=cells.text("name", 200),
        kind=cells.one_of("kind", TEAM_KINDS),
        unit_code=cells.code("unit_code"),
        cluster_code=cells.code("cluster_code"),
        size=cells.whole("size", 1, LARGEST) or 0,
    )
