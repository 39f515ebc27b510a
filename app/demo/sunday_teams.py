"""The teams of Digital Sunday 2023: one of eight in each commune of Bình Định."""

from collections.abc import Sequence
from random import Random

from app.demo.plans import TeamPlan
from app.demo.unit_lists import local_name
from app.services.units import UnitRow

COMMUNES = 155
MOUNTAIN_DISTRICTS = {"L542", "L546", "L551"}  # An Lão, Vĩnh Thạnh, Vân Canh
ISLAND = "L21607"  # Nhơn Châu


def sunday_teams(units: Sequence[UnitRow], dice: Random, communes: int = COMMUNES) -> list[TeamPlan]:
    """One team a commune; with fewer `communes`, spread over the whole list."""
    found = [each for each in units if each.level == "commune"]
    found = [found[place * len(found) // communes] for place in range(communes)]
    return [_team(each, dice) for each in found]


def cluster_of(unit: UnitRow) -> str:
    """Wards and townships, communes of the mountains and the island, communes of the plain."""
    if unit.kind in ("ward", "township"):
        return "phuong"
    return "xa-mien-nui" if unit.parent_code in MOUNTAIN_DISTRICTS or unit.code == ISLAND else "xa-dong-bang"


def _team(unit: UnitRow, dice: Random) -> TeamPlan:
    hard = 0.8 if cluster_of(unit) == "xa-mien-nui" else 1.0
    return TeamPlan(
        code=f"BD-{unit.code.removeprefix('L')}",
        name=f"Tổ công nghệ số thanh niên – {local_name(unit.name)}",
        kind="youth_digital_team",
        unit_code=unit.code,
        cluster_code=cluster_of(unit),
        level=min(2.0, max(0.4, hard * dice.lognormvariate(0, 0.33))),
        reliability=min(1.0, max(0.7, dice.gauss(0.95, 0.06))),
    )
