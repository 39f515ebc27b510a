"""Cells of a row as values; what cannot be read becomes a fault and None."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.forms.faults import fault
from app.forms.tables import Row
from app.rulebook.logins import canonical
from app.rulebook.numbers import parse_whole
from app.rulebook.rulefile import Fault
from app.rulebook.text import personal_number

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})"
)
DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
SHORTEST_NUMBER = 9
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(slots=True)
class Cells:
    """Reads one row; faults of all rows meet in one list, numbers read with a separator in `notes`."""

    row: Row
    faults: list[Fault]
    notes: list[Fault] = field(default_factory=list)

    def wrong(self, name: str, code: str, **facts: object) -> None:
        self.faults.append(fault(self.row.number, name, code, **facts))

    def text(self, name: str, most: int, required: bool = True) -> str:
        value = self.row.cells[name]
        if required and not value:
            self.wrong(name, "missing")
        if len(value) > most:
            self.wrong(name, "too_long", value=len(value), most=most)
        return value

    def free_text(self, name: str, most: int) -> str:
        """Text that people write themselves; never a citizen's number."""
        value = self.text(name, most, required=False)
        if len(value) >= SHORTEST_NUMBER and personal_number(value):
            self.wrong(name, "personal_number")
        return value

    def code(self, name: str, required: bool = True) -> str:
        value = self.row.cells[name]
        if not value:
            return self.text(name, 40, required)
        if not CODE.fullmatch(value):
            self.wrong(name, "not_a_code", value=value)
        return value

    def one_of(self, name: str, known: tuple[str, ...], required: bool = True) -> str:
        value = self.row.cells[name]
        if not value:
            return self.text(name, 40, required)
        if value not in known:
            self.wrong(name, "not_one_of", value=value, known=", ".join(known))
        return value

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number within bounds, or None for an empty cell."""
        raw = self.row.cells[name]
        if not raw:
            return None
        value = parse_whole(raw)
        if value is None:
            self.wrong(name, "not_whole", value=raw)
        elif not low <= value <= high:
            self.wrong(name, "not_whole_between", value=raw, low=low, high=high)
        elif not raw.isdecimal():
            self.notes.append(Fault(self.row.number, name, f"“{raw}” được đọc là {value}"))
        return value

    def day(self, name: str, required: bool = False) -> date | None:
        raw = self.text(name, LONGEST_SHOWN, required)
        found = _day(raw) if DAY.fullmatch(raw) else None
        if raw and found is None:
            self.wrong(name, "not_a_day", value=raw)
        return found

    def instant(self, name: str, required: bool = False) -> datetime | None:
        """A point in time with its offset."""
        raw = self.text(name, LONGEST_SHOWN, required)
        found = _instant(raw) if INSTANT.fullmatch(raw) else None
        if raw and found is None:
            self.wrong(name, "not_an_instant", value=raw)
        return found

    def degrees(self, name: str, most: int) -> float | None:
        raw = self.row.cells[name]
        if not raw:
            return None
        value = float(raw) if DEGREES.fullmatch(raw) else None
        if value is None or abs(value) > most:
            self.wrong(name, "not_a_degree", value=raw, most=most)
        return value

    def uuid(self, name: str) -> str:
        raw = self.text(name, LONGEST_SHOWN).lower()
        try:
            if raw and str(UUID(raw)) == raw:
                return raw
        except ValueError:
            pass
        if raw:
            self.wrong(name, "not_a_uuid", value=raw)
        return raw

    def login(self, name: str, required: bool = True) -> str:
        """A login in its one spelling."""
        raw = self.text(name, 254, required)
        found = canonical(raw) if raw else None
        if raw and found is None:
            self.wrong(name, "not_a_login", value=raw)
        return found[1] if found else raw


LONGEST_SHOWN = 80


def _day(raw: str) -> date | None:
    try:
        found = date.fromisoformat(raw)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _instant(raw: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
