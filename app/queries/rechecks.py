"""Requests for a re-check: what a team asked, and what is still to be answered."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

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
from app.queries.deciders import DECIDING
from app.queries.recheck_answerers import answerers
from app.queries.reports import WHOLE
from app.queries.rights import Rights
from app.queries.scope import within

OPEN = RecheckAnswer.id.is_(None) & (Report.state != "withdrawn") & (Decision.kind != "annulled")
"""Nobody has answered, and there is still something to answer: what was annulled or withdrawn never counts again."""


def of_report(report: Report) -> Sequence[RecheckRequest]:
    """Every request about a report with its answer, the first one first."""
    asked = select(RecheckRequest).where(RecheckRequest.report_id == report.id).order_by(RecheckRequest.id)
    answer = joinedload(RecheckRequest.answer).joinedload(RecheckAnswer.by)
    return db.session.scalars(asked.options(answer, joinedload(RecheckRequest.by))).all()


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
    asked = (
        select(func.count())
        .select_from(RecheckRequest)
        .join(Report, Report.id == RecheckRequest.report_id)
        .join(Decision, Decision.id == Report.decision_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .outerjoin(RecheckAnswer, RecheckAnswer.request_id == RecheckRequest.id)
        .where(Enrolment.campaign_id == campaign.id, OPEN)
    )
    return db.session.scalar(asked) or 0


def _requests() -> Select[RecheckRequest]:
    return (
        select(RecheckRequest)
        .join(Report, Report.id == RecheckRequest.report_id)
        .join(Decision, Decision.id == Report.decision_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .outerjoin(RecheckAnswer, RecheckAnswer.request_id == RecheckRequest.id)
        .options(
            joinedload(RecheckRequest.report).options(*WHOLE),
            joinedload(RecheckRequest.by),
            joinedload(RecheckRequest.answer).joinedload(RecheckAnswer.by),
        )
    )
