"""A report that is stored already, beside what the file says of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.models import Attendance, Campaign, Decision, Enrolment, Person, Report, Verdict
from app.services.report_imports.rows import ImportedReport

Difference = tuple[int, str, object, object]  # row, column, stored, in the file
EMPTY = "(trống)"
SHOWN_TAPS = 8


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored report with its live decision and that decision's verdicts by activity."""

    report: Report
    decision: Decision | None
    verifier: str
    verdicts: dict[str, Verdict]
    attended: frozenset[int]

    @property
    def is_decided(self) -> bool:
        return self.report.state == "decided"


def stored(uuids: Collection[str]) -> dict[str, Stored]:
    """The reports with these ids, whatever campaign they are in; five queries whatever their number."""
    reports = db.session.scalars(
        select(Report)
        .where(Report.uuid.in_(uuids))
        .options(
            selectinload(Report.lines),
            joinedload(Report.place),
            joinedload(Report.enrolment).joinedload(Enrolment.campaign),
            joinedload(Report.enrolment).joinedload(Enrolment.team),
        )
    ).all()
    ids = [each.id for each in reports]
    decisions = {
        each.id: each
        for each in db.session.scalars(
            select(Decision)
            .where(Decision.id.in_([each.decision_id for each in reports if each.decision_id]))
            .options(selectinload(Decision.verdicts), joinedload(Decision.by))
        )
    }
    attended: dict[int, set[int]] = {each: set() for each in ids}
    for report_id, person_id in db.session.execute(
        select(Attendance.report_id, Attendance.person_id).where(Attendance.report_id.in_(ids))
    ):
        attended[report_id].add(person_id)
    return {
        each.uuid: _stored(each, decisions.get(each.decision_id or 0), frozenset(attended[each.id])) for each in reports
    }


def _stored(report: Report, decision: Decision | None, attended: frozenset[int]) -> Stored:
    codes = {line.id: line.activity_code for line in report.lines}
    verdicts = {codes[each.line_id]: each for each in (decision.verdicts if decision else ())}
    return Stored(report, decision, _login(decision.by) if decision else "", verdicts, attended)


def _login(person: Person) -> str:
    return person.login


def differences(file: ImportedReport, kept: Stored, campaign: Campaign) -> Iterator[Difference]:
    """Every contradiction; an empty cell contradicts nothing, and an undecided report may gain its decision."""
    yield from _of_report(file, kept, campaign)
    yield from _of_lines(file, kept)
    if kept.is_decided and file.decided_at:
        yield from _of_decision(file, kept)


def _of_report(file: ImportedReport, kept: Stored, campaign: Campaign) -> Iterator[Difference]:
    report = kept.report
    place = report.place
    pairs: tuple[tuple[str, object, object], ...] = (
        ("report_id", report.enrolment.campaign.code, campaign.code),
        ("team_code", report.enrolment.team.code, file.team_code),
        ("activity_day", report.activity_day, file.activity_day),
        ("submitted_at", _shown(report.first_submitted_at), _shown(file.submitted_at)),
        ("place_kind", place.kind if place else "", file.place_kind),
        ("place", place.name if place else "", file.place),
        ("hamlet", place.hamlet if place else "", file.hamlet),
        ("members_present", report.members_present, file.members_present),
    )
    for column, ours, theirs in pairs:
        if theirs not in ("", None) and ours != theirs:
            yield file.row, column, EMPTY if ours in ("", None) else ours, theirs


def _of_lines(file: ImportedReport, kept: Stored) -> Iterator[Difference]:
    claimed = {each.activity_code: each.claimed for each in kept.report.lines if each.claimed}
    taps = {each.activity_code: tuple(each.taps or ()) for each in kept.report.lines}
    for line in file.lines:
        ours = claimed.pop(line.activity_code, None)
        if ours != line.claimed:
            yield line.row, "claimed", EMPTY if ours is None else ours, line.claimed
        if line.taps and line.taps != taps.get(line.activity_code, ()):
            yield line.row, "taps", _tapped(taps.get(line.activity_code, ())), _tapped(line.taps)
        reasons = {kept.report.late_reason, *(each.reason for each in _verdict(kept, line.activity_code))}
        if line.reason and reasons - {""} and not {line.reason, file.reason} & reasons:
            yield line.row, "reason", "; ".join(sorted(reasons - {""})), line.reason
    for code in claimed:
        yield file.row, "activity_code", code, EMPTY


def _tapped(taps: tuple[int, ...]) -> str:
    """Taps as a fault shows them, the first few."""
    shown = " ".join(map(str, taps[:SHOWN_TAPS]))
    return f"{shown} …" if len(taps) > SHOWN_TAPS else shown or EMPTY


def _verdict(kept: Stored, code: str) -> tuple[Verdict, ...]:
    return (kept.verdicts[code],) if kept.is_decided and code in kept.verdicts else ()


def _of_decision(file: ImportedReport, kept: Stored) -> Iterator[Difference]:
    assert kept.decision is not None
    assert file.decided_at is not None
    ours, theirs = _shown(kept.decision.decided_at), _shown(file.decided_at)
    if ours != theirs:
        yield file.row, "decided_at", ours, theirs
    if file.verifier_login and file.verifier_login != kept.verifier:
        yield file.row, "verifier_login", kept.verifier, file.verifier_login
    for line in file.lines:
        verdict = kept.verdicts.get(line.activity_code)
        if verdict is not None and verdict.verdict != line.verdict:
            yield line.row, "decision", verdict.verdict, line.verdict
        elif verdict is not None and verdict.verified_quantity != line.verified:
            yield line.row, "verified", verdict.verified_quantity, line.verified


def _shown(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""
