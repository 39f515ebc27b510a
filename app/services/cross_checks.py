"""A second look at a decided report: somebody else confirms it or finds another figure; points follow."""

from collections.abc import Sequence

from app import clock
from app.database import db
from app.models import Campaign, CrossCheck, Decision, Enrolment, Person, Report
from app.models.decisions import SETTLED_KINDS
from app.queries import cross_checks as queries
from app.queries.cases import Case
from app.queries.cross_check_lots import Lot
from app.queries.rights import rights_of
from app.queries.sightings import protecting
from app.services import audit, draws, locks
from app.services.decision_rows import Judgement, Ruling
from app.services.judgements import land
from app.services.refusals import Refused


def answer(check: CrossCheck, by: Person, rulings: Sequence[Ruling], seen_decision: int, note: str = "") -> bool:
    """Say what the second look found; a figure that differs from the live decision's becomes a new decision.

    `seen_decision` is the decision the person had before them. Returns whether anything changed.
    """
    heard = locks.hear(check.report, by)
    case = heard.case
    _still_open(check, by, case)
    if not heard.where.decisions_open:
        raise Refused("decisions_closed")
    live = _live(case, seen_decision)
    before = heard.sighting
    if before.unseen and any(each.quantity for each in rulings):
        raise Refused("evidence_unseen", count=len(before.unseen))
    found, stands = {each.line_id: each.quantity for each in rulings}, {}
    for each in live.verdicts:
        stands[each.line_id] = each.verified_quantity
    changed = found != stands
    decision_id = live.id
    if changed:
        judgement = Judgement(case, "checked", tuple(rulings), heard.by, clock.now(), note, seen=protecting(before))
        land([judgement], "cross_check", heard.where.book)
        decision_id = _decision_of(case)
    check.close("changed" if changed else "agreed", by, clock.now(), decision_id, note)
    audit.record("cross_check.given", by, f"report:{case.uuid}", outcome=check.outcome)
    return changed


def pass_up(check: CrossCheck, by: Person, reason: str) -> None:
    """Who cannot tell hands the second look on to the province, with a reason."""
    _still_open(check, by, locks.hear(check.report, by).case)
    if check.unit_id is None:
        raise Refused("cross_check_with_province")
    check.pass_up(by, clock.now(), reason)
    audit.record("cross_check.passed_up", by, f"report:{check.report.uuid}", reason=reason)


def hand_on(report: Report, by: Person, reason: str) -> CrossCheck:
    """A verifier asks the cluster for a second look at a report they have decided, with a reason."""
    heard = locks.hear(report, by)
    case = heard.case
    if not heard.where.decisions_open:
        raise Refused("decisions_closed")
    if case.state != "decided" or case.decision_id is None:
        raise Refused("report_not_decided")
    live = db.session.get_one(Decision, case.decision_id)
    if live.by_id != by.id and not rights_of(by).covers(case.unit_path, "officer"):
        raise Refused("not_yours_to_hand_on")
    if queries.of_report(report) is not None:
        raise Refused("cross_check_asked")
    campaign = db.session.get_one(Campaign, case.campaign.id)
    cluster = db.session.get_one(Enrolment, case.enrolment_id).cluster_id
    lot = Lot(live.id, case.id, case.uuid, case.activity_day, live.seq, "", 0, cluster, case.unit_path, live.by_id)
    check = draws.ask(campaign, lot, "handed")
    check.note = reason
    audit.record("cross_check.asked", by, f"report:{case.uuid}", reason=reason)
    return check


def _still_open(check: CrossCheck, by: Person, case: Case) -> None:
    """Read anew under the report's lock: given meanwhile, no longer this person's, or nothing to look at any more.

    A re-check is answered one level up: what it found, no second look lowers.
    """
    db.session.refresh(check)
    if check.outcome is not None:
        raise Refused("cross_check_given", by=check.by.full_name if check.by else "", at=check.done_at)
    if not queries.may_look(check, rights_of(by)):
        raise Refused("not_yours_to_check")
    if case.state != "decided":
        raise Refused("check_reopened")
    answer = queries.overruled(case.id)
    if answer is not None:
        raise Refused("check_overruled", by=answer.by.full_name, at=answer.at)


def _live(case: Case, seen_decision: int) -> Decision:
    if case.state != "decided" or case.decision_id != seen_decision:
        raise Refused("decision_changed")
    live = db.session.get_one(Decision, case.decision_id)
    if live.kind not in SETTLED_KINDS:
        raise Refused("report_annulled")
    return live


def _decision_of(case: Case) -> int:
    """The decision that has just landed."""
    report = db.session.get_one(Report, case.id)
    assert report.decision_id is not None
    return report.decision_id
