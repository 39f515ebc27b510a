"""A team says what it did: draft, send, correct, withdraw."""

from sqlalchemy import bindparam, select

from app import clock
from app.database import db
from app.models import Enrolment, Person, Report
from app.queries.campaigns import stage
from app.rulebook.deadlines import PhoneTimes
from app.services import audit, flags, locks, report_contents, report_versions, submissions
from app.services.refusals import Refused
from app.services.report_contents import Content
from app.statements import Statement

KNOWN = Statement(select(Report.id).where(Report.uuid == bindparam("uuid")))


def record(
    uuid: str, enrolment: Enrolment, content: Content, by: Person, send: bool, phone: PhoneTimes | None = None
) -> Report:
    """Keep a new report as a draft or send it; the same form sent twice is one report."""
    (known,) = locks.enter(enrolment, (KNOWN, {"uuid": uuid}))
    for (report_id,) in known:
        return _resent(db.session.get_one(Report, report_id), enrolment, content, by)
    report = Report(
        uuid=uuid,
        enrolment_id=enrolment.id,
        team_size=enrolment.size,
        created_by_id=by.id,
        created_at=clock.now(),
        version=0,
    )
    report.enrolment = enrolment
    _write(report, content, by, send, phone)
    return report


def amend(
    report: Report, content: Content, by: Person, seen_version: int, send: bool, phone: PhoneTimes | None = None
) -> None:
    """Correct a report until it is decided; a returned one is sent again with the same button."""
    locks.hold(report)
    if not report.is_editable:
        raise Refused("report_decided")
    if report.version != seen_version:
        raise Refused("report_changed")
    if report.state != "draft" and not send:
        raise Refused("report_already_sent")
    _write(report, content, by, send, phone)


def withdraw(report: Report, by: Person) -> None:
    """Take an undecided report back; its row and id stay."""
    locks.hold(report)
    if not report.is_editable:
        raise Refused("report_decided")
    report.withdraw()
    flags.forget(report)
    audit.record("report.withdrawn", by, f"report:{report.uuid}")


def _resent(known: Report, enrolment: Enrolment, content: Content, by: Person) -> Report:
    """A resend finds its original; anything else under a used id is refused, without showing whose it is."""
    if known.enrolment_id != enrolment.id or known.created_by_id != by.id:
        raise Refused("report_id_taken")
    if known.content_hash != content.fingerprint():
        raise Refused("report_differs", uuid=known.uuid)
    return known


def _write(report: Report, content: Content, by: Person, send: bool, phone: PhoneTimes | None) -> None:
    where = stage(report.enrolment.campaign)
    judged = submissions.judge(report, content, where, phone) if send else None
    if judged:
        report.submit(where.now, judged.late, judged.at)
    report_contents.fill(report, content)
    if judged:
        report_versions.keep(report, content, by)
        flags.look([report.id])
    by_phone = {"judged_at": judged.at.isoformat()} if judged and phone and judged.at == phone.submitted_at else {}
    kind = "report.submitted" if send else "report.saved"
    audit.record(kind, by, f"report:{report.uuid}", version=report.version, **by_phone)
