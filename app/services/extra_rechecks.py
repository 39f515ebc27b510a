"""A re-check of a penalty: its team asks once and in time, another officer answers, points come back by an entry."""

from app import clock
from app.database import db
from app.models import Extra, ExtraRecheck, ExtraRecheckAnswer, Person
from app.queries import extra_rechecks as queries
from app.queries.campaigns import stage
from app.queries.extra_recheck_answerers import answerers
from app.queries.rights import rights_of
from app.services import audit, extras, locks, notices
from app.services.notices import Told
from app.services.rechecks import keep
from app.services.refusals import Refused


def ask(uuid: str, extra: Extra, by: Person, reason: str, evidence: str = "") -> ExtraRecheck:
    """A captain contests a penalty, with reason and proof in words; the same form sent twice asks once."""
    locks.enter(extra.enrolment)
    known = queries.by_uuid(uuid)
    if known is not None:
        if known.extra_id != extra.id or known.by_id != by.id:
            raise Refused("recheck_differs")
        return known
    _may_ask(extra, by)
    why = {"reason": reason, "evidence": evidence, "at": clock.now()}
    request = ExtraRecheck(uuid=uuid, extra=extra, by_id=by.id, **why)
    keep(request)
    audit.record("extra_recheck.asked", by, _subject(extra), request=uuid, seq=extra.seq)
    _tell_answerers(request)
    return request


def turn_down(request: ExtraRecheck, by: Person, reason: str) -> ExtraRecheckAnswer:
    """The penalty stands, and why."""
    _to_answer(request, by)
    return _close(request, "turned_down", by, reason)


def grant(request: ExtraRecheck, by: Person, reason: str) -> ExtraRecheckAnswer:
    """The penalty is taken back whole: an entry that mirrors it, and the answer's reason with it."""
    _to_answer(request, by)
    back = extras.reverse(request.extra, by, reason)
    notices.take_back(f"extra:{back.id}")  # the team is told by the answer
    return _close(request, "granted", by, reason, back)


def _may_ask(extra: Extra, by: Person) -> None:
    where = stage(extra.enrolment.campaign)
    if extra.enrolment.team_id not in rights_of(by).team_ids("captain"):
        raise Refused("not_yours_to_contest")
    if where.is_final:
        raise Refused("results_final")
    if not where.rechecks_open:
        raise Refused("rechecks_closed", until=where.book.newest.deadlines.recheck_until)
    penalty = queries.penalty_of(extra)
    if penalty is None:
        raise Refused("not_a_penalty")
    if penalty.reversal is not None:
        raise Refused("penalty_taken_back", at=penalty.reversal.at)
    if penalty.request is not None:
        raise Refused("penalty_contested")


def _to_answer(request: ExtraRecheck, by: Person) -> None:
    """Lock the team; then nobody has answered or taken the penalty back meanwhile, and this person still may."""
    extra = request.extra
    locks.enter(extra.enrolment)
    db.session.refresh(request, ["answer"])
    if request.answer is not None:
        raise Refused("recheck_answered", by=request.answer.by.full_name, at=request.answer.at)
    penalty = queries.penalty_of(extra)
    if penalty and penalty.reversal is not None:
        raise Refused("penalty_taken_back", at=penalty.reversal.at)
    if stage(extra.enrolment.campaign).is_final:
        raise Refused("results_final")
    if by.id not in answerers([request])[request.id]:
        raise Refused("not_yours_to_answer")


def _close(
    request: ExtraRecheck, verdict: str, by: Person, reason: str, back: Extra | None = None
) -> ExtraRecheckAnswer:
    said = {"by_id": by.id, "at": clock.now(), "reason": reason, "reversal_id": back.id if back else None}
    answer = ExtraRecheckAnswer(request_id=request.id, verdict=verdict, **said)
    db.session.add(answer)
    db.session.flush()
    audit.record(f"extra_recheck.{verdict}", by, _subject(request.extra), request=request.uuid)
    facts = _facts(request) | {"verdict": verdict}
    notices.tell([Told("recheck_answered", _cause(request), request.extra.enrolment_id, facts)])
    return answer


def _tell_answerers(request: ExtraRecheck) -> None:
    facts = _facts(request) | {"team": request.extra.enrolment.team.name, "request": request.uuid}
    asked = dict.fromkeys(answerers([request])[request.id], facts)
    notices.tell_each("recheck_waiting", _cause(request), asked, clock.wall() + notices.DELAY)


def _facts(request: ExtraRecheck) -> dict[str, str | int]:
    extra = request.extra
    penalties = stage(extra.enrolment.campaign).book.newest.penalties
    label = next((each.label for each in penalties if each.code == extra.code), "")
    return {"extra": extra.id, "points": extra.points, "label": label}


def _cause(request: ExtraRecheck) -> str:
    return f"extra_recheck:{request.id}"


def _subject(extra: Extra) -> str:
    return f"team:{extra.enrolment.team.code}"
