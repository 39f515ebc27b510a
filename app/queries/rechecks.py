"""Requests for a re-check: what a team asked, and what is still to be answered."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from app.database import db
from app.models import (
    Campaign,
    Decision,
    Enrolment,
    RecheckAnswer,
    RecheckRequest,
    Report,
    Team,
    Unit,
)
from app.models.decisions import SETTLED_KINDS
from app.queries.deciders import DECIDING
from app.queries.recheck_answerers import answerers
from app.queries.reports import WHOLE
from app.queries.rights import Rights
from app.queries.scope import within

LATER, ITS_ANSWER = aliased(RecheckRequest), aliased(RecheckAnswer)
SETTLED_SINCE = exists().where(
    LATER.report_id == RecheckRequest.report_id,
    LATER.id > RecheckRequest.id,
    ITS_ANSWER.request_id == LATER.id,
    ITS_ANSWER.verdict == "granted",
)
OPEN = (
    RecheckAnswer.id.is_(None)
    & (Report.state != "withdrawn")
    & ((Decision.kind != "annulled") | (RecheckRequest.decision_id == Decision.id))
    & ~SETTLED_SINCE
)
"""Nobody has answered, and there is still something to answer: of a report that is annulled only the annulment, of one
that was withdrawn or has been granted a later request nothing.
"""
CONTESTED = (*SETTLED_KINDS, "annulled")


def of_report(report: Report) -> Sequence[RecheckRequest]:
    """Every request about a report with its answer, the first one first."""
    asked = select(RecheckRequest).where(RecheckRequest.report_id == report.id).order_by(RecheckRequest.id)
    answer = joinedload(RecheckRequest.answer).joinedload(RecheckAnswer.by)
    whole = answer, joinedload(RecheckRequest.by), joinedload(RecheckRequest.decision)
    return db.session.scalars(asked.options(*whole)).all()


def contested(report: Report) -> Decision | None:
    """The decision that a team may contest: the one that counts, or the annulment that took it away."""
    found = db.session.get(Decision, report.decision_id) if report.decision_id else None
    return found if found and found.kind in CONTESTED and report.state == "decided" else None


def figures_at_stake(decision: Decision) -> Decision:
    """The decision whose figures a re-check is about: itself, of an annulment the one that it annulled."""
    return db.session.get_one(Decision, decision.follows_id) if decision.kind == "annulled" else decision


def may_be_asked(found: Decision | None, asked: Sequence[RecheckRequest]) -> bool:
    """Whether a decision can be contested: once, and never the answer to a re-check."""
    return found is not None and found.kind != "rechecked" and all(each.decision_id != found.id for each in asked)


def to_answer(request: RecheckRequest) -> Decision | None:
    """The decision that an answer to this request would follow; None where nothing is left to answer."""
    open_now = _joined(select(RecheckRequest.id)).where(RecheckRequest.id == request.id, OPEN)
    return contested(request.report) if db.session.scalar(open_now) else None


def granted_since(request: RecheckRequest) -> RecheckAnswer | None:
    """The answer that granted a later request about the same report."""
    later = select(RecheckAnswer).join(RecheckRequest, RecheckRequest.id == RecheckAnswer.request_id)
    mine = RecheckRequest.report_id == request.report_id, RecheckRequest.id > request.id
    return db.session.scalar(later.where(*mine, RecheckAnswer.verdict == "granted").limit(1))


def find(rights: Rights, uuid: str) -> RecheckRequest | None:
    """A request this person may answer, or has answered."""
    found = db.session.scalar(_requests().where(RecheckRequest.uuid == uuid))
    if found is None:
        return None
    if found.answer is not None:
        return found if found.answer.by_id == rights.person_id else None
    return found if rights.person_id in answerers([found])[found.id] else None


def waiting_on(report: Report, rights: Rights) -> RecheckRequest | None:
    """The open request about this report that the person may answer."""
    found = db.session.scalar(_requests().where(RecheckRequest.report_id == report.id, OPEN))
    return found if found and rights.person_id in answerers([found])[found.id] else None


def by_uuid(uuid: str) -> RecheckRequest | None:
    """The request made by that form."""
    return db.session.scalar(select(RecheckRequest).where(RecheckRequest.uuid == uuid))


def asked_of(rights: Rights) -> list[RecheckRequest]:
    """The open requests this person may answer, the oldest first."""
    mine = within(rights.paths(*DECIDING))
    found = db.session.scalars(_requests().where(OPEN, mine).order_by(RecheckRequest.id)).all()
    able = answerers(found)
    return [each for each in found if rights.person_id in able[each.id]]


def answered_by(person_id: int, limit: int = 20) -> Sequence[RecheckRequest]:
    """The requests a person answered, the newest first."""
    found = _requests().where(RecheckAnswer.by_id == person_id).order_by(RecheckAnswer.id.desc())
    return db.session.scalars(found.limit(limit)).all()


def open_in(campaign: Campaign) -> int:
    """How many requests of a campaign still need an answer."""
    asked = _joined(select(func.count(RecheckRequest.id)))
    return db.session.scalar(asked.where(Enrolment.campaign_id == campaign.id, OPEN)) or 0


def _requests() -> Select[RecheckRequest]:
    return _joined(select(RecheckRequest)).options(
        joinedload(RecheckRequest.report).options(*WHOLE),
        joinedload(RecheckRequest.by),
        joinedload(RecheckRequest.decision),
        joinedload(RecheckRequest.answer).joinedload(RecheckAnswer.by),
    )


def _joined(chosen: Select[Any]) -> Select[Any]:
    """With the report, its newest decision, its team and the answer."""
    return (
        chosen.select_from(RecheckRequest)
        .join(Report, Report.id == RecheckRequest.report_id)
        .join(Decision, Decision.id == Report.decision_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .outerjoin(RecheckAnswer, RecheckAnswer.request_id == RecheckRequest.id)
    )
