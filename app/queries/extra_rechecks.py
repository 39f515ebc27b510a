"""Requests for a re-check of a penalty: what was taken, what its team asked, and what is still to be answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from app.database import db
from app.models import Campaign, Enrolment, Extra, ExtraRecheck, ExtraRecheckAnswer, Team, Unit
from app.queries.extra_recheck_answerers import OFFICER, answerers
from app.queries.extras import MOST_ID
from app.queries.rights import Rights
from app.queries.scope import within

BACK = aliased(Extra)
OPEN = ExtraRecheckAnswer.id.is_(None) & ~exists().where(BACK.reverses_id == Extra.id)
"""Nobody has answered, and the points are still taken."""
TEAM = joinedload(Extra.enrolment).options(
    joinedload(Enrolment.campaign), joinedload(Enrolment.team).joinedload(Team.unit)
)


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty with the request against it, and the posting that took it back."""

    extra: Extra
    request: ExtraRecheck | None
    reversal: Extra | None

    @property
    def may_be_asked(self) -> bool:
        """Whether it can be contested: once, and while the points are taken."""
        return self.request is None and self.reversal is None


def penalty_of(extra: Extra) -> Penalty | None:
    """The same penalty as it stands now; None of a bonus."""
    return _one(_penalties().where(Extra.id == extra.id))


def find_own(rights: Rights, number: int) -> Penalty | None:
    """The penalty with that number, if the person's own team was fined."""
    if number >= MOST_ID:
        return None
    own = Enrolment.team_id.in_(rights.team_ids("captain", "member"))
    return _one(_penalties().join(Enrolment, Enrolment.id == Extra.enrolment_id).where(Extra.id == number, own))


def of_team(enrolment: Enrolment) -> Mapping[int, Penalty]:
    """The team's penalties by the sequence of their ledger entry."""
    asked = _penalties().where(Extra.enrolment_id == enrolment.id)
    return {row[0].seq: Penalty(*row) for row in db.session.execute(asked)}


def requests_in(campaign: Campaign) -> Mapping[int, ExtraRecheck]:
    """The requests of a campaign by the penalty they contest."""
    found = db.session.scalars(_requests().where(Enrolment.campaign_id == campaign.id))
    return {each.extra_id: each for each in found}


def by_uuid(uuid: str) -> ExtraRecheck | None:
    """The request made by that form."""
    return db.session.scalar(select(ExtraRecheck).where(ExtraRecheck.uuid == uuid))


def find(rights: Rights, uuid: str) -> ExtraRecheck | None:
    """A request this person may answer, or has answered."""
    found = db.session.scalar(_requests().where(ExtraRecheck.uuid == uuid))
    if found is None:
        return None
    if found.answer is not None:
        return found if found.answer.by_id == rights.person_id else None
    return found if rights.person_id in answerers([found])[found.id] else None


def asked_of(rights: Rights) -> list[ExtraRecheck]:
    """The open requests this person may answer, the oldest first."""
    mine = within(rights.paths(OFFICER))
    found = db.session.scalars(_requests().where(OPEN, mine).order_by(ExtraRecheck.id)).all()
    able = answerers(found)
    return [each for each in found if rights.person_id in able[each.id]]


def answered_by(person_id: int, limit: int = 20) -> Sequence[ExtraRecheck]:
    """The requests a person answered, the newest first."""
    found = _requests().where(ExtraRecheckAnswer.by_id == person_id).order_by(ExtraRecheckAnswer.id.desc())
    return db.session.scalars(found.limit(limit)).all()


def open_in(campaign: Campaign) -> int:
    """How many requests of a campaign still need an answer."""
    asked = _joined(select(func.count(ExtraRecheck.id)))
    return db.session.scalar(asked.where(Enrolment.campaign_id == campaign.id, OPEN)) or 0


def _one(asked: Select[*tuple[Any, ...]]) -> Penalty | None:
    row = db.session.execute(asked).one_or_none()
    return Penalty(*row) if row else None


def _penalties() -> Select[*tuple[Any, ...]]:
    return (
        select(Extra, ExtraRecheck, BACK)
        .outerjoin(ExtraRecheck, ExtraRecheck.extra_id == Extra.id)
        .outerjoin(BACK, BACK.reverses_id == Extra.id)
        .where(Extra.kind == "penalty")
        .options(TEAM, joinedload(Extra.report), joinedload(ExtraRecheck.answer), joinedload(BACK.by))
    )


def _requests() -> Select[ExtraRecheck]:
    whole = joinedload(ExtraRecheck.extra).options(TEAM, joinedload(Extra.report), joinedload(Extra.by))
    answer = joinedload(ExtraRecheck.answer).joinedload(ExtraRecheckAnswer.by)
    return _joined(select(ExtraRecheck)).options(whole, joinedload(ExtraRecheck.by), answer)


def _joined(chosen: Select[Any]) -> Select[Any]:
    """With the penalty, its team and the answer."""
    return (
        chosen.select_from(ExtraRecheck)
        .join(Extra, Extra.id == ExtraRecheck.extra_id)
        .join(Enrolment, Enrolment.id == Extra.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .outerjoin(ExtraRecheckAnswer, ExtraRecheckAnswer.request_id == ExtraRecheck.id)
    )
