"""Checked reports become rows, and their decisions land team by team."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app import clock
from app.database import db
from app.models import Enrolment, Person, Report, ReportLine
from app.queries.cases import case_of
from app.services import audit
from app.services.decision_rows import Judgement, Ruling
from app.services.judgements import land
from app.services.report_imports.ground import Ground
from app.services.report_imports.rows import ImportedReport

UNNAMED_KIND = "community_site"


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that passed every check; `kept_id` is the stored undecided report that gains this decision."""

    file: ImportedReport
    verifier: Person
    late: bool = False
    kept_id: int | None = None


def write(enrolment: Enrolment, taken: Sequence[Taken], ground: Ground) -> list[int]:
    """Everything of one team: its new reports, then all decisions in one settlement; the ids of those that wait."""
    ordered = sorted(taken, key=lambda each: (each.file.submitted_at, each.file.uuid))
    reports = _kept([each.kept_id for each in ordered if each.kept_id])
    new = [each for each in ordered if each.kept_id is None]
    made = [_report(each, enrolment, ground) for each in new]
    db.session.add_all(made)
    db.session.flush()
    reports |= {each.uuid: each for each in made}
    audit.record_each("report.imported", ground.by, {f"report:{each.uuid}": {} for each in made})
    judgements = [_judgement(each, reports[each.file.uuid]) for each in ordered if each.file.decided_at]
    if judgements:
        land(judgements, "import", ground.book, ground.by.actor)
    db.session.flush()
    return [reports[each.file.uuid].id for each in new if each.file.decided_at is None]


def _kept(ids: Sequence[int]) -> dict[str, Report]:
    found = db.session.scalars(
        select(Report).where(Report.id.in_(ids)).options(selectinload(Report.lines)).with_for_update(of=Report)
    )
    return {each.uuid: each for each in found}


def _report(taken: Taken, enrolment: Enrolment, ground: Ground) -> Report:
    file = taken.file
    on_time_and_decided = file.decided_at is not None and not taken.late
    report = Report(
        uuid=file.uuid,
        enrolment=enrolment,
        activity_day=file.activity_day,
        late_reason="" if on_time_and_decided else file.reason,
        team_size=enrolment.size,
        members_present=file.members_present,
        content_hash=_fingerprint(file),
        created_by_id=ground.by.id,
        created_at=clock.now(),
        lines=[
            ReportLine(
                position=position,
                activity_code=line.activity_code,
                claimed=line.claimed,
                taps=list(line.taps) or None,
            )
            for position, line in enumerate(file.lines)
        ],
    )
    if file.place or file.hamlet:
        kind = file.place_kind or UNNAMED_KIND
        report.place = ground.place(enrolment.team.unit_id, kind, file.place or file.hamlet, file.hamlet)
    report.submit(file.submitted_at, taken.late)
    return report


def _judgement(taken: Taken, report: Report) -> Judgement:
    by_code = {each.activity_code: each for each in taken.file.lines}
    assert taken.file.decided_at is not None
    rulings = tuple(
        Ruling(line.id, found.verdict, found.verified, found.reason)
        for line in report.lines
        if (found := by_code.get(line.activity_code))
    )
    return Judgement(case_of(report), "decided", rulings, taken.verifier.actor, taken.file.decided_at)


def _fingerprint(file: ImportedReport) -> str:
    """Over what the rows say, wherever in the file they stood."""
    said = replace(file, row=0, lines=tuple(replace(each, row=0) for each in file.lines))
    return hashlib.sha256(repr(said).encode()).hexdigest()
