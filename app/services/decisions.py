"""What was really done: a verifier says so or takes it back, the team lowers it, the council annuls it.

Points and badges follow.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Decision, Extra, Person, Report, Verdict
from app.models.decisions import SETTLED_KINDS
from app.queries.cases import Case, Hearing
from app.queries.rights import rights_of
from app.queries.sightings import protecting
from app.services import locks
from app.services.decision_rows import Judgement, Ruling
from app.services.judgements import Given, land
from app.services.refusals import Refused


def decide(report: Report, by: Person, rulings: Sequence[Ruling], seen_version: int, note: str = "") -> Given:
    """Verify, reduce, reject or return a report; `seen_version` is the version the verifier looked at.

    Returns the badges the team earned by it.
    """
    heard = _open_for(report, by)
    case = heard.case
    if case.state != "submitted":
        raise _not_waiting(case)
    if case.version != seen_version:
        raise Refused("report_changed")
    if not heard.may_decide:
        raise Refused("not_yours_to_decide")
    before = heard.sighting
    if before.unseen and any(each.verdict == "verified" for each in rulings):
        raise Refused("evidence_unseen", count=len(before.unseen))
    kind = "returned" if any(each.verdict == "returned" for each in rulings) else "decided"
    judgement = Judgement(case, kind, tuple(rulings), heard.by, clock.now(), note, seen=protecting(before))
    return land([judgement], "decision", heard.where.book)


def reopen(report: Report, by: Person, reason: str) -> None:
    """Take a decision back, with a reason: its author or an officer may until the campaign closes.

    A report returned to its team can be taken back until the team sends it again.
    """
    heard = _open_for(report, by)
    live = _latest(heard.case) if heard.case.state == "returned" else _live(heard.case)
    if by.id != live.by_id and not rights_of(by).covers(heard.case.unit_path, "officer"):
        raise Refused("not_yours_to_reopen")
    if not heard.may_decide:
        raise Refused("not_yours_to_decide")
    land([Judgement(heard.case, "reopened", (), heard.by, clock.now(), reason)], "reopening", heard.where.book)


def correct(report: Report, by: Person, quantities: Mapping[int, int], reason: str) -> None:
    """A team lowers its own verified figures (by line id): it loses the excess, and nothing else.

    Possible until somebody else has found the excess: until a penalty names the report, or it is reopened.
    """
    heard = _open_for(report, by)
    case, live = heard.case, _live(heard.case)
    if case.team_id not in rights_of(by).team_ids("captain"):
        raise Refused("not_yours_to_correct")
    if db.session.scalar(select(Extra.id).where(Extra.report_id == case.id, Extra.kind == "penalty").limit(1)):
        raise Refused("report_flagged")
    kept = {each.line_id: each for each in live.verdicts}
    lowered = {line_id: quantity for line_id, quantity in quantities.items() if line_id in kept}
    if any(not 0 <= quantity <= kept[line_id].verified_quantity for line_id, quantity in lowered.items()):
        raise Refused("correction_raises")
    if all(quantity == kept[line_id].verified_quantity for line_id, quantity in lowered.items()):
        raise Refused("nothing_to_correct")
    rulings = tuple(_lowered(each, lowered.get(each.line_id, each.verified_quantity)) for each in live.verdicts)
    judgement = Judgement(case, "corrected", rulings, heard.by, clock.now(), reason, live.first_look)
    land([judgement], "correction", heard.where.book)


def annul(report: Report, by: Person, reason: str, amending: bool = False) -> None:
    """Take all points of a fabricated session away, as the council found; once the results are final, by amendment."""
    heard = locks.hear(report, by)
    if heard.where.is_final and not amending:
        raise Refused("results_final")
    _live(heard.case)
    if not rights_of(by).covers(heard.case.unit_path, "officer") or not heard.may_decide:
        raise Refused("not_yours_to_decide")
    land([Judgement(heard.case, "annulled", (), heard.by, clock.now(), reason)], "fabrication", heard.where.book)


def _lowered(verdict: Verdict, quantity: int) -> Ruling:
    """The line's verdict with a lower figure; what the team takes back it no longer claims either."""
    taken_back = verdict.verified_quantity - quantity
    return Ruling(verdict.line_id, verdict.verdict, quantity, verdict.reason, verdict.claimed - taken_back)


def _not_waiting(case: Case) -> Refused:
    """Somebody was quicker: who, and when."""
    live = db.session.get(Decision, case.decision_id) if case.decision_id else None
    return Refused("report_not_waiting", by=live.by.full_name if live else "", at=live.decided_at if live else None)


def _live(case: Case) -> Decision:
    """The decision that counts; refuses a report without one, and one whose points are annulled."""
    if case.state != "decided":
        raise Refused("report_not_decided")
    live = _latest(case)
    if live.kind not in SETTLED_KINDS:
        raise Refused("report_annulled")
    return live


def _latest(case: Case) -> Decision:
    return db.session.get_one(Decision, case.decision_id)


def _open_for(report: Report, by: Person) -> Hearing:
    """Lock, then see whether decisions are still taken."""
    heard = locks.hear(report, by)
    if not heard.where.decisions_open:
        raise Refused("decisions_closed")
    return heard
