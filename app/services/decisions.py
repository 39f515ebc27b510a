"""What was really done: a verifier says so or takes it back, the team lowers it, the council annuls it.

Points and badges follow.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Decision, Extra, Person, Report, Verdict
from app.models.decisions import SETTLED_KINDS
from app.queries.campaigns import Stage, stage
from app.queries.deciders import may_decide
from app.queries.rights import rights_of
from app.services import settlement
from app.services.decision_rows import Judgement, Ruling
from app.services.judgements import Given, land
from app.services.refusals import Refused


def decide(report: Report, by: Person, rulings: Sequence[Ruling], seen_version: int, note: str = "") -> Given:
    """Verify, reduce, reject or return a report; `seen_version` is the version the verifier looked at.

    Returns the badges the team earned by it.
    """
    where = _open_for(report)
    if report.state != "submitted":
        raise Refused("report_not_waiting", decision=report.decision_id)
    if report.version != seen_version:
        raise Refused("report_changed")
    if not may_decide(by, report):
        raise Refused("not_yours_to_decide")
    kind = "returned" if any(each.verdict == "returned" for each in rulings) else "decided"
    return land([Judgement(report, kind, tuple(rulings), by, clock.now(), note)], "decision", where.book)


def reopen(report: Report, by: Person, reason: str) -> None:
    """Take a decision back, with a reason: its author or an officer may until the campaign closes."""
    where = _open_for(report)
    live = _live(report)
    unit_path = report.enrolment.team.unit.path
    if by.id != live.by_id and not rights_of(by).covers(unit_path, "officer"):
        raise Refused("not_yours_to_reopen")
    if not may_decide(by, report):
        raise Refused("not_yours_to_decide")
    land([Judgement(report, "reopened", (), by, clock.now(), reason)], "reopening", where.book)


def correct(report: Report, by: Person, quantities: Mapping[int, int], reason: str) -> None:
    """A team lowers its own verified figures (by line id): it loses the excess, and nothing else.

    Possible until somebody else has found the excess: until a penalty names the report, or it is reopened.
    """
    where = _open_for(report)
    live = _live(report)
    if report.enrolment.team_id not in rights_of(by).team_ids("captain"):
        raise Refused("not_yours_to_correct")
    if db.session.scalar(select(Extra.id).where(Extra.report_id == report.id, Extra.kind == "penalty").limit(1)):
        raise Refused("report_flagged")
    kept = {each.line_id: each for each in live.verdicts}
    lowered = {line_id: quantity for line_id, quantity in quantities.items() if line_id in kept}
    if any(not 0 <= quantity <= kept[line_id].verified_quantity for line_id, quantity in lowered.items()):
        raise Refused("correction_raises")
    if all(quantity == kept[line_id].verified_quantity for line_id, quantity in lowered.items()):
        raise Refused("nothing_to_correct")
    rulings = tuple(_lowered(each, lowered.get(each.line_id, each.verified_quantity)) for each in live.verdicts)
    land([Judgement(report, "corrected", rulings, by, clock.now(), reason, live.first_look)], "correction", where.book)


def annul(report: Report, by: Person, reason: str) -> None:
    """Take all points of a fabricated session away, as the council found; until the results are final."""
    settlement.hold(report)
    where = stage(report.enrolment.campaign)
    if where.is_final:
        raise Refused("results_final")
    _live(report)
    if not rights_of(by).covers(report.enrolment.team.unit.path, "officer") or not may_decide(by, report):
        raise Refused("not_yours_to_decide")
    land([Judgement(report, "annulled", (), by, clock.now(), reason)], "fabrication", where.book)


def _lowered(verdict: Verdict, quantity: int) -> Ruling:
    """The line's verdict with a lower figure; what the team takes back it no longer claims either."""
    taken_back = verdict.verified_quantity - quantity
    return Ruling(verdict.line_id, verdict.verdict, quantity, verdict.reason, verdict.claimed - taken_back)


def _live(report: Report) -> Decision:
    """The decision that counts; refuses a report without one, and one whose points are annulled."""
    if report.state != "decided":
        raise Refused("report_not_decided")
    live = db.session.get_one(Decision, report.decision_id)
    if live.kind not in SETTLED_KINDS:
        raise Refused("report_annulled")
    return live


def _open_for(report: Report) -> Stage:
    """Lock, then see whether decisions are still taken."""
    settlement.hold(report)
    where = stage(report.enrolment.campaign)
    if not where.decisions_open:
        raise Refused("decisions_closed")
    return where
