"""A verifier says what was really done, or takes it back; points and badges follow."""

from collections.abc import Sequence

from app import clock
from app.database import db
from app.models import Decision, Person, Report
from app.queries.campaigns import stage
from app.queries.deciders import may_decide
from app.queries.rights import rights_of
from app.services import settlement
from app.services.judgements import Judgement, Ruling, land
from app.services.refusals import Refused


def decide(report: Report, by: Person, rulings: Sequence[Ruling], seen_version: int, note: str = "") -> None:
    """Verify, reduce, reject or return a report; `seen_version` is the version the verifier looked at."""
    _open_for(report)
    if report.state != "submitted":
        raise Refused("report_not_waiting", decision=report.decision_id)
    if report.version != seen_version:
        raise Refused("report_changed")
    if not may_decide(by, report):
        raise Refused("not_yours_to_decide")
    kind = "returned" if any(each.verdict == "returned" for each in rulings) else "decided"
    land([Judgement(report, kind, tuple(rulings), by, clock.now(), note)], "decision")


def reopen(report: Report, by: Person, reason: str) -> None:
    """Take a decision back, with a reason: its author or an officer may until the campaign closes."""
    _open_for(report)
    if report.state != "decided":
        raise Refused("report_not_decided")
    live = db.session.get_one(Decision, report.decision_id)
    unit_path = report.enrolment.team.unit.path
    if by.id != live.by_id and not rights_of(by).covers(unit_path, "officer"):
        raise Refused("not_yours_to_reopen")
    if not may_decide(by, report):
        raise Refused("not_yours_to_decide")
    land([Judgement(report, "reopened", (), by, clock.now(), reason)], "reopening")


def _open_for(report: Report) -> None:
    """Lock campaign, enrolment and report in the house's order, then see whether decisions are still taken."""
    enrolment = report.enrolment
    settlement.enter(enrolment)
    db.session.refresh(report, with_for_update=True)
    if not stage(enrolment.campaign).decisions_open:
        raise Refused("decisions_closed")
