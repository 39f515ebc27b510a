"""The unit lists that ship with the project."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.config import ROOT
from app.services.units import UnitRow

FOLDER = ROOT / "campaigns" / "units"


def read(name: str) -> list[UnitRow]:
    """The rows of one list."""
    return list(_rows(FOLDER / f"{name}.csv"))


def everything() -> list[UnitRow]:
    """All lists, the newest first: the older units name them as successors."""
    return [*read("units-2025"), *read("units-2023-binh-dinh"), *read("units-2023-binh-duong")]


def local_name(name: str) -> str:
    """The place without the Union's word: 'Đoàn phường Quy Nhơn' is 'phường Quy Nhơn'."""
    return name.removeprefix("Đoàn ")


def _rows(path: Path) -> Iterable[UnitRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            yield UnitRow(
                row=number,
                code=row["code"],
                level=row["level"],
                kind=row["kind"],
                name=row["name"],
                parent_code=row["parent_code"],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
                successor_codes=tuple(row["successor_codes"].split()),
                latitude=_number(row["latitude"]),
                longitude=_number(row["longitude"]),
            )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None
