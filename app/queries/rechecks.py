"""Requests for a re-check: what a team asked, and who answers: somebody else, one level up."""

from collections.abc import Collection, Mapping, Sequence

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
    RoleGrant,
    Team,
    Unit,
)
from app.queries.deciders import DECIDING, Decider, deciding_roles
from app.queries.involved import involved_in
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


def answerers(requests: Sequence[RecheckRequest]) -> Mapping[int, set[int]]:
    """Per request id who may answer it; the number of queries does not grow with the requests.

    They hold a deciding role above the unit at which the contested decision was taken, the nearest such unit that has
    anybody; they decided nothing of the report and had no part in it. Where nobody is above, somebody else of the
    highest unit answers.
    """
    reports = [each.report for each in requests]
    if not reports:
        return {}
    roles = deciding_roles()
    involved = involved_in(reports, {each.person_id for each in roles})
    deciders, levels = _deciders(reports), _levels(requests)
    return {
        each.id: _nearest_above(
            levels[each.id],
            [role for role in roles if each.report.enrolment.team.unit.path.startswith(role.path)],
            involved[each.report_id] | deciders[each.report_id] | {each.by_id},
        )
        for each in requests
    }


def _nearest_above(level: str, roles: Collection[Decider], not_them: Collection[int]) -> set[int]:
    able = [each for each in roles if each.person_id not in not_them]
    above = [each.path for each in able if level.startswith(each.path) and each.path != level]
    highest = min((each.path for each in roles), key=len, default="")
    path = max(above, key=len) if above else highest
    return {each.person_id for each in able if each.path == path}


def _deciders(reports: Collection[Report]) -> Mapping[int, set[int]]:
    """Per report id everybody who decided anything of it; a team's own corrections are no decisions on it."""
    found: dict[int, set[int]] = {each.id: set() for each in reports}
    asked = select(Decision.report_id, Decision.by_id).where(Decision.report_id.in_(found))
    for report_id, by_id in db.session.execute(asked):
        found[report_id].add(by_id)
    return found


def _levels(requests: Sequence[RecheckRequest]) -> Mapping[int, str]:
    """Per request id the path of the unit for which the contested decision was taken, the team's own if none fits.

    Roles run by the wall's time and decisions by the competition's, so roles that have ended count here too.
    """
    decisions = {each.decision_id for each in requests}
    asked = (
        select(Decision.id, Unit.path)
        .join(RoleGrant, RoleGrant.person_id == Decision.by_id)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .where(
            Decision.id.in_(decisions),
            RoleGrant.role.in_(DECIDING),
            func.substr(Decision.unit_path, 1, func.length(Unit.path)) == Unit.path,
        )
    )
    found: dict[int, str] = {}
    for decision_id, path in db.session.execute(asked):
        found[decision_id] = max(found.get(decision_id, ""), path, key=len)
    return {each.id: found.get(each.decision_id, each.report.enrolment.team.unit.path) for each in requests}


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
