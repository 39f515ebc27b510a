"""A re-check (phúc tra): a team asks for a decision to be looked at again, somebody one level up answers, once."""

from collections.abc import Collection, Sequence

from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.models import Decision, ExtraRecheck, Person, RecheckAnswer, RecheckRequest, Report
from app.models.decisions import SETTLED_KINDS
from app.queries import rechecks as queries
from app.queries.cases import Case, Hearing
from app.queries.recheck_answerers import answerers
from app.queries.rechecks import CONTESTED
from app.queries.rights import rights_of
from app.queries.sightings import protecting
from app.services import audit, locks, notices, report_photos
from app.services.decision_rows import Judgement, Ruling
from app.services.judgements import land
from app.services.notices import Told
from app.services.refusals import Refused
from app.services.report_photos import Photo
from app.services.restorations import refuse_repetition

Photos = Sequence[Photo]


def ask(
    uuid: str, report: Report, decision_id: int, by: Person, reason: str, evidence: str = "", photos: Photos = ()
) -> RecheckRequest:
    """A captain contests a decision or an annulment, with reason and proof; the same form sent twice asks once."""
    heard = locks.hear(report, by)
    known = queries.by_uuid(uuid)
    if known is not None:
        if known.report_id != heard.case.id or known.by_id != by.id:
            raise Refused("recheck_differs")
        return known
    _may_ask(heard, by)
    live = _live(heard.case, decision_id, CONTESTED)
    if live.kind == "rechecked" or any(each.decision_id == live.id for each in queries.of_report(report)):
        raise Refused("recheck_asked")
    why = {"reason": reason, "evidence": evidence, "at": clock.now()}
    request = RecheckRequest(uuid=uuid, report_id=heard.case.id, decision_id=live.id, by_id=by.id, **why)
    keep(request)
    if photos:
        report_photos.add(db.session.get_one(Report, heard.case.id), photos, request.id)
    audit.record("recheck.asked", by, f"report:{heard.case.uuid}", decision=live.id)
    _tell_answerers(request)
    return request


def keep(request: RecheckRequest | ExtraRecheck) -> None:
    """Add the request; refuses a form that was sent for something else at the same moment."""
    try:
        with db.session.begin_nested():
            db.session.add(request)
    except IntegrityError:
        raise Refused("recheck_differs") from None


def turn_down(request: RecheckRequest, by: Person, seen_decision: int, reason: str) -> RecheckAnswer:
    """The decision stands, and why."""
    heard = _to_answer(request, by)
    live = _live(heard.case, seen_decision, _answerable(request, heard.case))
    return _close(request, "turned_down", by, reason, live)


def grant(
    request: RecheckRequest, by: Person, rulings: Sequence[Ruling], seen_decision: int, reason: str
) -> RecheckAnswer:
    """Other figures, or the annulled ones, become a new decision and points follow; photos must have been opened."""
    heard = _to_answer(request, by)
    case = heard.case
    live = _live(case, seen_decision, _answerable(request, case))
    before = heard.sighting
    if before.unseen and any(each.quantity for each in rulings):
        raise Refused("evidence_unseen", count=len(before.unseen))
    stood, is_annulled = queries.figures_at_stake(live), live.kind == "annulled"
    figures = {each.line_id: each.verified_quantity for each in stood.verdicts}
    same = {each.line_id: each.quantity for each in rulings} == figures
    if same and not is_annulled:
        raise Refused("recheck_same")
    refuse_repetition(case, rulings, is_annulled, heard.where.book.on(case.activity_day))
    kept = same and stood.first_look  # given back as it was, nobody had found anything to change
    judgement = Judgement(case, "rechecked", tuple(rulings), heard.by, clock.now(), reason, kept, protecting(before))
    land([judgement], "recheck", heard.where.book)
    decision_id = db.session.get_one(Report, case.id).decision_id
    return _close(request, "granted", by, reason, live, decision_id)


def _may_ask(heard: Hearing, by: Person) -> None:
    if heard.case.team_id not in rights_of(by).team_ids("captain"):
        raise Refused("not_yours_to_contest")
    if not heard.where.rechecks_open:
        raise Refused("rechecks_closed", until=heard.where.book.newest.deadlines.recheck_until)


def _to_answer(request: RecheckRequest, by: Person) -> Hearing:
    """Lock the report; then nobody has answered meanwhile, and this person still may."""
    heard = locks.hear(request.report, by)
    db.session.refresh(request, ["answer"])
    if request.answer is not None:
        raise Refused("recheck_answered", by=request.answer.by.full_name, at=request.answer.at)
    if later := queries.granted_since(request):
        raise Refused("recheck_answered", by=later.by.full_name, at=later.at)
    if heard.where.is_final:
        raise Refused("results_final")
    if by.id not in answerers([request])[request.id]:
        raise Refused("not_yours_to_answer")
    return heard


def _answerable(request: RecheckRequest, case: Case) -> Collection[str]:
    """An annulment is judged by the request that contests it, not by one about what it annulled."""
    return CONTESTED if request.decision_id == case.decision_id else SETTLED_KINDS


def _live(case: Case, seen_decision: int, kinds: Collection[str]) -> Decision:
    """The newest decision, if it is the one that was looked at and of such a kind."""
    if case.state != "decided" or case.decision_id is None:
        raise Refused("report_not_decided")
    if case.decision_id != seen_decision:
        raise Refused("decision_changed")
    live = db.session.get_one(Decision, case.decision_id)
    if live.kind not in kinds:
        raise Refused("report_annulled")
    return live


def _close(
    request: RecheckRequest, verdict: str, by: Person, reason: str, judged: Decision, decision_id: int | None = None
) -> RecheckAnswer:
    report = request.report
    said = {"by_id": by.id, "at": clock.now(), "reason": reason, "judged_id": judged.id, "decision_id": decision_id}
    answer = RecheckAnswer(request_id=request.id, verdict=verdict, **said)
    db.session.add(answer)
    db.session.flush()
    audit.record(f"recheck.{verdict}", by, f"report:{report.uuid}", request=request.uuid)
    facts = {"report": report.uuid, "day": report.activity_day.isoformat()}
    notices.tell([Told("recheck_answered", f"recheck:{request.id}", report.enrolment_id, facts)])
    return answer


def _tell_answerers(request: RecheckRequest) -> None:
    case = request.report
    facts = {"team": case.enrolment.team.name, "day": case.activity_day.isoformat(), "request": request.uuid}
    asked = dict.fromkeys(answerers([request])[request.id], facts)
    notices.tell_each("recheck_waiting", f"recheck:{request.id}", asked, clock.wall() + notices.DELAY)
