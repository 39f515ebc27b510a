"""What an import answers: how much it changed, or every fault of its rows; forms/faults.py words them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were new, changed what was stored, or said what was stored already."""

    new: int = 0
    changed: int = 0
    same: int = 0


class RowFault(NamedTuple):
    """One fault: its row in the file (0 without a file), its column, its code and the facts to show."""

    row: int
    column: str
    code: str
    facts: dict[str, Any]


class RowsRefused(Exception):
    """An import whose rows cannot all be taken; nothing was written."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


class Faults:
    """Collects faults while rows are looked at, so that all are told at once."""

    def __init__(self) -> None:
        self.found: list[RowFault] = []

    def add(self, row: int, column: str, code: str, /, **facts: Any) -> None:
        self.found.append(RowFault(row, column, code, facts))

    def refuse(self) -> None:
        """Raise RowsRefused when there is any."""
        if self.found:
            raise RowsRefused(sorted(self.found, key=lambda each: each.row))
