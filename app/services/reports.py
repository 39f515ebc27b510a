"""A team says what it did: draft, send, correct, withdraw."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Enrolment, Person, Report
from app.queries.campaigns import Stage, stage
from app.rulebook.deadlines import lateness
from app.services import audit, report_contents, settlement
from app.services.refusals import Refused
from app.services.report_contents import Content


def record(uuid: str, enrolment: Enrolment, content: Content, by: Person, send: bool) -> Report:
    """Keep a new report as a draft or send it; the same form sent twice is one report."""
    settlement.enter(enrolment)
    known = db.session.scalar(select(Report).where(Report.uuid == uuid))
    if known is not None:
        return _resent(known, enrolment, content, by)
    now = clock.now()
    report = Report(
        uuid=uuid,
        enrolment_id=enrolment.id,
        activity_day=content.activity_day,
        team_size=enrolment.size,
        content_hash=content.fingerprint(),
        created_by_id=by.id,
        created_at=now,
        version=0,
    )
    report.enrolment = enrolment
    db.session.add(report)
    _write(report, content, by, send, now)
    return report


def amend(report: Report, content: Content, by: Person, seen_version: int, send: bool) -> None:
    """Correct a report until it is decided; a returned one is sent again with the same button."""
    settlement.hold(report)
    if not report.is_editable:
        raise Refused("report_decided")
    if report.version != seen_version:
        raise Refused("report_changed")
    if report.state != "draft" and not send:
        raise Refused("report_already_sent")
    _write(report, replace(content, photo=content.photo or report_contents.photo_of(report)), by, send, clock.now())


def withdraw(report: Report, by: Person) -> None:
    """Take an undecided report back; its row and id stay."""
    settlement.hold(report)
    if not report.is_editable:
        raise Refused("report_decided")
    report.withdraw()
    audit.record("report.withdrawn", by, f"report:{report.uuid}")


def _resent(known: Report, enrolment: Enrolment, content: Content, by: Person) -> Report:
    """A resend finds its original; anything else under a used id is refused, without showing whose it is."""
    if known.enrolment_id != enrolment.id or known.created_by_id != by.id:
        raise Refused("report_id_taken")
    if known.content_hash != content.fingerprint():
        raise Refused("report_differs", uuid=known.uuid)
    return known


def _write(report: Report, content: Content, by: Person, send: bool, now: datetime) -> None:
    where = stage(report.enrolment.campaign)
    late = _judge(report, content, where, now) if send else False
    report_contents.fill(report, content)
    if send:
        report.submit(now, late)
    audit.record("report.submitted" if send else "report.saved", by, f"report:{report.uuid}", version=report.version)


def _judge(report: Report, content: Content, where: Stage, now: datetime) -> bool:
    """Whether the report counts as late; refuses what may not be sent."""
    if not content.lines:
        raise Refused("no_lines")
    if not where.campaign.starts_on <= content.activity_day <= where.campaign.ends_on:
        raise Refused("day_outside_campaign", first=where.campaign.starts_on, last=where.campaign.ends_on)
    offered = {each.code for each in where.book.on(content.activity_day).offered()}
    for code, _ in content.lines:
        if code not in offered:
            raise Refused("activity_not_offered", code=code)
    if report.first_submitted_at is not None:
        if not where.decisions_open:
            raise Refused("decisions_closed")
        return report.late
    if not where.reports_open:
        raise Refused("reports_closed")
    rules = where.book.on(content.activity_day)
    found = lateness(now, content.activity_day, rules.deadlines, where.campaign.zone)
    if found in ("early", "locked"):
        raise Refused(f"report_{found}", days=rules.deadlines.late_days)
    return found == "late"
