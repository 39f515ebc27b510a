"""Second looks a person is asked for, and what came of them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from app.clock import wall
from app.database import db
from app.models import (
    Campaign,
    CrossCheck,
    Enrolment,
    Person,
    RecheckAnswer,
    RecheckRequest,
    Report,
    RoleGrant,
    Team,
    Unit,
)
from app.queries.cross_check_turns import OPEN, OVERRULED, theirs
from app.queries.reports import WHOLE
from app.queries.rights import Rights


class Asked(NamedTuple):
    """One open second look as the list shows it."""

    uuid: str
    because: str
    team: str
    unit: str
    activity_day: date
    drawn_at: datetime
    campaign_id: int


def asked_of(rights: Rights, limit: int = 50, offset: int = 0) -> Sequence[Asked]:
    """What this person is asked to look at a second time, the oldest first: never what they decided or took part in."""
    columns = (
        Report.uuid,
        CrossCheck.because,
        Team.name,
        Unit.name,
        Report.activity_day,
        CrossCheck.drawn_at,
        CrossCheck.campaign_id,
    )
    asked = _from(select(*columns)).where(OPEN, theirs(rights)).order_by(CrossCheck.id)
    return [Asked(*row) for row in db.session.execute(asked.limit(limit).offset(offset), _of(rights))]


def find(rights: Rights, uuid: str) -> CrossCheck | None:
    """The second look at that report, if it is this person's to give or they gave it."""
    return _found(rights, uuid, OPEN & theirs(rights))


def find_asked(rights: Rights, uuid: str) -> CrossCheck | None:
    """The same, also where meanwhile there is nothing to look at any more."""
    return _found(rights, uuid, CrossCheck.outcome.is_(None) & theirs(rights))


def may_look(check: CrossCheck, rights: Rights) -> bool:
    """Whether the second look is asked of this person, who had no part in the report."""
    found = _from(select(CrossCheck.id)).where(CrossCheck.id == check.id, theirs(rights))
    return db.session.scalar(found, _of(rights)) is not None


def overruled(report_id: int) -> RecheckAnswer | None:
    """The answer to a re-check after which nobody looks a second time: it was given one level up."""
    asked = select(RecheckAnswer).join(RecheckRequest, RecheckRequest.id == RecheckAnswer.request_id)
    found = asked.where(RecheckRequest.report_id == report_id, OVERRULED).order_by(RecheckAnswer.id.desc())
    return db.session.scalar(found.options(joinedload(RecheckAnswer.by)).limit(1))


def report_of(rights: Rights, uuid: str) -> Report | None:
    """The report behind a second look that is this person's."""
    found = find(rights, uuid)
    return found.report if found else None


def of_report(report: Report) -> CrossCheck | None:
    """The second look at a report, asked for or given."""
    given = select(CrossCheck).where(CrossCheck.report_id == report.id)
    return db.session.scalar(given.options(joinedload(CrossCheck.unit), joinedload(CrossCheck.by)))


def to_tell(report: Report) -> CrossCheck | None:
    """The same as far as it is news: given, or still to come."""
    news = CrossCheck.report_id == report.id, CrossCheck.outcome.is_not(None) | OPEN
    found = _from(select(CrossCheck)).where(*news).options(joinedload(CrossCheck.unit), joinedload(CrossCheck.by))
    return db.session.scalars(found).one_or_none()


def given_by(person: Person, limit: int = 50, offset: int = 0) -> Sequence[CrossCheck]:
    """The second looks a person gave, the newest first."""
    team = joinedload(CrossCheck.report).joinedload(Report.enrolment).joinedload(Enrolment.team)
    found = select(CrossCheck).where(CrossCheck.by_id == person.id).options(team.joinedload(Team.unit))
    return db.session.scalars(found.order_by(CrossCheck.done_at.desc()).limit(limit).offset(offset)).all()


def people_asked(campaign: Campaign, unit_ids: Collection[int | None]) -> dict[int, list[int | None]]:
    """Who is asked for the second looks of these units, by person id; of None, the campaign's officers."""
    at = wall()
    of_units = (RoleGrant.role == "verifier") & RoleGrant.unit_id.in_([each for each in unit_ids if each is not None])
    of_province = (RoleGrant.role == "officer") & (RoleGrant.unit_id == campaign.unit_id)
    held = RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > at)
    wanted = of_units | of_province if None in unit_ids else of_units
    grants = select(RoleGrant.person_id, RoleGrant.role, RoleGrant.unit_id).where(
        wanted, RoleGrant.starts_at <= at, held
    )
    found: dict[int, list[int | None]] = {}
    for person_id, role, unit_id in db.session.execute(grants):
        found.setdefault(person_id, []).append(unit_id if role == "verifier" else None)
    return found


def _found(rights: Rights, uuid: str, wanted: ColumnElement[bool]) -> CrossCheck | None:
    mine = wanted | (CrossCheck.by_id == bindparam("person"))
    return db.session.scalar(_from(select(CrossCheck)).where(Report.uuid == uuid, mine).options(*_whole()), _of(rights))


def _from(asked: Any) -> Any:
    return (
        asked.join_from(CrossCheck, Report, Report.id == CrossCheck.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Campaign, Campaign.id == Enrolment.campaign_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
    )


def _of(rights: Rights) -> dict[str, object]:
    return {"person": rights.person_id}


def _whole() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(CrossCheck.report).options(*WHOLE),
        joinedload(CrossCheck.unit),
        joinedload(CrossCheck.by),
    )
