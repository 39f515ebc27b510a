"""What must hold for a report to be sent, and by which instant it is judged; the caller holds the enrolment's row."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.database import db
from app.models import LedgerEntry, Report
from app.queries import joint_sessions, late_openings
from app.queries.campaigns import Stage
from app.queries.presence import presences
from app.rulebook import evidence
from app.rulebook.deadlines import PhoneTimes, judged_at, lateness
from app.rulebook.presence import Presence, clash
from app.rulebook.rules import RuleSet
from app.services.refusals import Refused
from app.services.report_contents import Content


class Judged(NamedTuple):
    """The instant that decides lateness and order, and whether the report counts as late."""

    at: datetime
    late: bool


def judge(report: Report, content: Content, where: Stage, phone: PhoneTimes | None) -> Judged:
    """By which instant the report is judged, and whether it is late; refuses what may not be sent."""
    rules = where.book.on(content.activity_day)
    _offered(content, where, rules)
    judged = _in_time(report, content, where, judged_at(where.now, phone, rules.deadlines))
    _present_once(report, content, rules)
    _within_share(report, content, rules)
    _proved(content, rules)
    return judged


def _offered(content: Content, where: Stage, rules: RuleSet) -> None:
    if not content.lines:
        raise Refused("no_lines")
    if not where.campaign.starts_on <= content.activity_day <= where.campaign.ends_on:
        raise Refused("day_outside_campaign", first=where.campaign.starts_on, last=where.campaign.ends_on)
    offered = {each.code for each in rules.offered()}
    for code, _ in content.lines:
        if code not in offered:
            raise Refused("activity_not_offered", code=code)


def _proved(content: Content, rules: RuleSet) -> None:
    """Each activity has one whole set of its evidence; says for all of them at once what is missing."""
    given = {evidence.TALLY} | {code for code, there in evidence_in(content).items() if there}
    activities = [rules.activity(code) for code, _ in content.lines]
    lacking = [(each.label, left) for each in activities if (left := evidence.missing(each, given))]
    if lacking:
        raise Refused("evidence_missing", activities=lacking, first=lacking[0][1][0][0])


def evidence_in(content: Content) -> dict[str, bool]:
    """Which kinds of evidence the report brings, beside the count itself."""
    return {
        evidence.PHOTO: bool(content.photos),
        evidence.CONFIRMATION: bool(content.service_confirmation),
        evidence.ATTENDANCE: bool(content.members),
        evidence.DOCUMENT: bool(content.document_reference),
        evidence.LINK: bool(content.media_link),
    }


def _in_time(report: Report, content: Content, where: Stage, at: datetime) -> Judged:
    """A first submission is judged by `at`; what was sent before by its own first one, for another day once more."""
    if report.first_submitted_at is None and not where.reports_open_at(at):
        raise Refused("reports_closed")
    if not where.decisions_open:
        raise Refused("decisions_closed")
    at = report.first_submitted_at or at
    if report.first_submitted_at is not None and report.activity_day == content.activity_day:
        return Judged(at, report.late)
    _day_free(report)
    deadlines = where.book.on(content.activity_day).deadlines
    found = lateness(at, content.activity_day, deadlines, where.campaign.zone)
    if found == "locked" and late_openings.of_day(report.enrolment_id, content.activity_day):
        found = "late"
    if found in ("early", "locked"):
        raise Refused(f"report_{found}", days=deadlines.late_days)
    return Judged(at, found == "late")


def _day_free(report: Report) -> None:
    """A report whose lines have entries in the ledger stays on its day: they name it, and are never changed."""
    mine = LedgerEntry.report_id == report.id, LedgerEntry.line_id.is_not(None)
    if not report.is_new and db.session.scalar(select(LedgerEntry.seq).where(*mine).limit(1)):
        raise Refused("day_in_ledger")


def _present_once(report: Report, content: Content, rules: RuleSet) -> None:
    """The same members in the same hours score one presence, within the report and beside the day's others."""
    mine = Presence(
        frozenset(code for code, _ in content.lines), frozenset(content.members), content.begins_at, content.ends_at
    )
    others = presences(report.enrolment_id, content.activity_day, without=report.id)
    found = clash(mine, others, rules.exclusions)
    if found:
        one, other = (rules.activity(code).label for code in found)
        raise Refused("presence_twice", one=one, other=other)


def _within_share(report: Report, content: Content, rules: RuleSet) -> None:
    """Under a joint session a team reports its own share at most, over all its reports of that session."""
    if not content.joint_session:
        return
    session = joint_sessions.of_team(report.enrolment_id, content.joint_session)
    if session is None:
        raise Refused("joint_unknown")
    if session.activity_day != content.activity_day:
        raise Refused("joint_other_day", day=session.activity_day)
    shares = joint_sessions.shares_of(session, report.enrolment_id)
    used = joint_sessions.claimed(session, report.enrolment_id, without=report.id)
    for code, quantity in content.lines:
        share, before = shares.get(code, 0), used.get(code, 0)
        if quantity + before > share:
            raise Refused("above_share", activity=rules.activity(code).label, share=share, left=max(0, share - before))
