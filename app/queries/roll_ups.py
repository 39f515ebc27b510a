"""Units on a board, each with the values of its ranked teams."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Unit
from app.queries.board_rows import TeamRow
from app.rulebook.boards import rolled_up
from app.rulebook.ranking import Exact

PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the Union with its ranked teams; `total` is the sum of their values."""

    unit_code: str
    unit_name: str
    teams: int
    total: Exact

    @property
    def code(self) -> str:
        return self.unit_code

    @property
    def words(self) -> str:
        """What a reader may type to find it."""
        return self.unit_name


def roll_up(
    campaign: Campaign, level: str, how: str, teams: Iterable[tuple[TeamRow, Exact]]
) -> list[tuple[UnitRow, Exact | None]]:
    """The units of that level above the teams, with their values; one query."""
    names = unit_names(campaign, level)
    values: defaultdict[str, list[Exact]] = defaultdict(list)
    for row, value in teams:
        above = next((code for code in row.unit_path.split("/") if code in names), None)
        if above is not None:
            values[above].append(value)
    return [
        (UnitRow(code, names[code], len(found), sum(found)), rolled_up(found, how)) for code, found in values.items()
    ]


def unit_names(campaign: Campaign, level: str) -> dict[str, str]:
    """Units of a level within the campaign's unit, by code."""
    found = db.session.execute(
        select(Unit.code, Unit.name).where(
            Unit.level == level, Unit.path.startswith(campaign.unit.path, autoescape=True)
        )
    )
    return {row[0]: row[1] for row in found}


def spans_provinces(campaign: Campaign, rows: Iterable[TeamRow]) -> bool:
    """Whether the campaign's teams come from two provinces or more; no query within one province."""
    if campaign.unit.level != "central":
        return False
    provinces = unit_names(campaign, PROVINCE).keys()
    return len({code for row in rows for code in row.unit_path.split("/") if code in provinces}) > 1
