"""Rows of one report become one report; what must agree among them is looked at here."""

from dataclasses import dataclass
from datetime import date, datetime

from app.forms.faults import fault
from app.rulebook.rulefile import Fault
from app.services.report_imports import ImportedLine, ImportedReport

AGREEING = ("team_code", "activity_day", "submitted_at", "decided_at", "verifier_login")
SAID_ONCE = ("place_kind", "place", "hamlet", "members_present")
EMPTY = ("", None)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One row, read."""

    row: int
    report_id: str
    team_code: str
    activity_day: date
    submitted_at: datetime
    activity_code: str
    claimed: int
    decision: str
    verified: int
    decided_at: datetime | None
    verifier_login: str
    reason: str
    place_kind: str
    place: str
    hamlet: str
    members_present: int | None
    taps: tuple[int, ...]


class Groups:
    """Collects rows by report, in the order of the file."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.rows: dict[str, list[LineRow]] = {}

    def add(self, row: LineRow) -> None:
        """Take a row in, and say where it contradicts an earlier one of its report."""
        rows = self.rows.setdefault(row.report_id, [])
        for other in rows:
            if other.activity_code == row.activity_code:
                self._wrong(row, "activity_code", "line_twice", value=row.activity_code, other=other.row)
        if rows:
            self._compare(row, rows)
        rows.append(row)

    def reports(self) -> list[ImportedReport]:
        """The reports, lines in file order."""
        return [self._report(uuid, rows) for uuid, rows in self.rows.items()]

    def _compare(self, row: LineRow, rows: list[LineRow]) -> None:
        first = rows[0]
        if bool(first.decision) != bool(row.decision):
            self._wrong(row, "decision", "partly_decided")
            return
        for name in AGREEING:
            if getattr(first, name) != getattr(row, name):
                self._disagrees(row, name, first)
        for name in SAID_ONCE:
            said = next((each for each in rows if getattr(each, name) not in EMPTY), None)
            if said and getattr(row, name) not in (*EMPTY, getattr(said, name)):
                self._disagrees(row, name, said)

    def _disagrees(self, row: LineRow, name: str, other: LineRow) -> None:
        self._wrong(
            row,
            name,
            "row_disagrees",
            other=other.row,
            stored=_shown(getattr(other, name)),
            value=_shown(getattr(row, name)),
        )

    def _report(self, uuid: str, rows: list[LineRow]) -> ImportedReport:
        first = rows[0]
        place_kind, place, hamlet = (self._said(rows, name) for name in SAID_ONCE[:3])
        present = [each.members_present for each in rows if each.members_present is not None]
        if place_kind and not place and not hamlet:
            self._wrong(first, "place", "place_incomplete")
        return ImportedReport(
            uuid=uuid,
            team_code=first.team_code,
            activity_day=first.activity_day,
            submitted_at=first.submitted_at,
            lines=tuple(
                ImportedLine(
                    each.activity_code,
                    each.claimed,
                    each.decision,
                    each.verified,
                    each.reason,
                    each.row,
                    each.taps,
                )
                for each in rows
            ),
            decided_at=first.decided_at,
            verifier_login=first.verifier_login,
            place_kind=place_kind,
            place=place,
            hamlet=hamlet,
            members_present=present[0] if present else None,
            row=first.row,
        )

    def _said(self, rows: list[LineRow], name: str) -> str:
        return next((getattr(each, name) for each in rows if getattr(each, name)), "")

    def _wrong(self, row: LineRow, name: str, code: str, **facts: object) -> None:
        self.faults.append(fault(row.row, name, code, **facts))


def _shown(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
