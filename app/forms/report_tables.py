"""Report rows as a file (contract, section 3): one row per report and activity."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from app.forms.cells import LONGEST_SHOWN, Cells
from app.forms.report_groups import Groups, LineRow
from app.forms.tables import Column, Refusal, read
from app.models.checks import MOST_QUANTITY
from app.models.places import PLACE_KINDS
from app.rulebook.rulefile import Fault
from app.rulebook.taps import LATEST, MOST_TAPS
from app.services.report_imports import ImportedReport

REQUIRED = (
    "report_id",
    "team_code",
    "activity_day",
    "submitted_at",
    "activity_code",
    "claimed",
    "decision",
    "verified",
    "decided_at",
    "verifier_login",
    "reason",
)
OPTIONAL = ("place_kind", "place", "hamlet", "members_present")
COLUMNS = (
    *(Column(name) for name in REQUIRED),
    *(Column(name, required=False) for name in OPTIONAL),
    Column("taps", required=False, longest=MOST_TAPS * (len(str(LATEST)) + 1)),
)
DECISIONS = ("verified", "rejected")
MOST_PRESENT = 1000
LONGEST_TAP = 7
SOME_DAY = date(2000, 1, 1)  # stand in where a cell is wrong; such a row is never taken
SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What the file says; `notes` tell how numbers with separators were read."""

    reports: list[ImportedReport]
    rows: int
    notes: list[Fault]


def read_reports(path: Path) -> ReportFile:
    """Every report of the file; raises tables.Refusal with all faults."""
    faults: list[Fault] = []
    notes: list[Fault] = []
    groups = Groups(faults)
    count = 0
    for row in read(path, COLUMNS, faults):
        count += 1
        before = len(faults)
        line = _line(Cells(row, faults, notes))
        if len(faults) == before:
            groups.add(line)
    reports = groups.reports()
    if faults:
        raise Refusal(sorted(faults))
    return ReportFile(reports, count, notes)


def _line(cells: Cells) -> LineRow:
    decision = cells.one_of("decision", DECISIONS, required=False)
    if not cells.row.cells["claimed"]:
        cells.wrong("claimed", "missing")
    claimed = cells.whole("claimed", 1, MOST_QUANTITY) or 0
    submitted_at = cells.instant("submitted_at", required=True)
    return LineRow(
        row=cells.row.number,
        report_id=cells.uuid("report_id"),
        team_code=cells.code("team_code"),
        activity_day=cells.day("activity_day", required=True) or SOME_DAY,
        submitted_at=submitted_at or SOME_TIME,
        activity_code=cells.text("activity_code", 60),
        claimed=claimed,
        decision=decision,
        verified=_verified(cells, decision, claimed),
        decided_at=_decided_at(cells, decision, submitted_at),
        verifier_login=_undecided(cells, "verifier_login", decision) or cells.login("verifier_login", False),
        reason=cells.free_text("reason", 500),
        place_kind=cells.one_of("place_kind", PLACE_KINDS, required=False),
        place=cells.free_text("place", 200),
        hamlet=cells.free_text("hamlet", 120),
        members_present=cells.whole("members_present", 0, MOST_PRESENT),
        taps=_taps(cells),
    )


def _verified(cells: Cells, decision: str, claimed: int) -> int:
    """Empty means as claimed when verified."""
    found = cells.whole("verified", 0, MOST_QUANTITY)
    if decision == "verified":
        if found is not None and found > claimed > 0:
            cells.wrong("verified", "verified_above_claimed", value=found, claimed=claimed)
        return claimed if found is None else found
    if found and decision == "rejected":
        cells.wrong("verified", "rejected_not_zero", value=found)
    _undecided(cells, "verified", decision)
    return 0


def _decided_at(cells: Cells, decision: str, submitted_at: datetime | None) -> datetime | None:
    _undecided(cells, "decided_at", decision)
    found = cells.instant("decided_at")
    if decision and not cells.row.cells["decided_at"]:
        cells.wrong("decided_at", "decided_at_missing")
    if found and submitted_at and found < submitted_at:
        shown = submitted_at.isoformat()
        cells.wrong("decided_at", "decided_before_submitted", value=found.isoformat(), submitted=shown)
    return found


def _undecided(cells: Cells, name: str, decision: str) -> str:
    """An undecided row says nothing of a decision."""
    value = cells.row.cells[name]
    if value and not decision:
        cells.wrong(name, "undecided_not_empty", value=value)
        return value
    return ""


def _taps(cells: Cells) -> tuple[int, ...]:
    """Seconds since the session began, in order whatever their order in the cell."""
    raw = cells.row.cells["taps"].split()
    if len(raw) > MOST_TAPS:
        cells.wrong("taps", "too_many_taps", value=len(raw), most=MOST_TAPS)
        return ()
    taps = [_tap(each) for each in raw]
    if -1 in taps:
        cells.wrong("taps", "not_a_tap", value=raw[taps.index(-1)][:LONGEST_SHOWN], most=LATEST)
    return tuple(sorted(taps))


@lru_cache(maxsize=LATEST + 1)
def _tap(raw: str) -> int:
    """A second, or -1; remembered, so that the rows of a long file share their numbers."""
    second = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) <= LONGEST_TAP else -1
    return second if second <= LATEST else -1
