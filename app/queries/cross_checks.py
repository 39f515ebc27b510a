"""Second looks a person is asked for, and what came of them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from app.clock import local_day, now, wall
from app.database import db
from app.models import Campaign, CrossCheck, Decision, Enrolment, Person, Report, RoleGrant, Team, Unit
from app.queries.deciders import UNINVOLVED
from app.queries.reports import WHOLE
from app.queries.rights import Rights
from app.queries.scope import within

ZONE = "Asia/Ho_Chi_Minh"
DECIDED_IT = exists().where(Decision.report_id == Report.id, Decision.by_id == bindparam("person"))
OPEN = CrossCheck.outcome.is_(None) & (Report.state == "decided") & UNINVOLVED & ~DECIDED_IT


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
    found = _from(select(*columns)).where(_theirs(rights), OPEN).order_by(CrossCheck.id).limit(limit).offset(offset)
    return [Asked(*row) for row in db.session.execute(found, _facts(rights.person_id))]


def find(rights: Rights, uuid: str) -> CrossCheck | None:
    """The second look at that report, if it is this person's to give or they gave it."""
    mine = (_theirs(rights) & OPEN) | (CrossCheck.by_id == bindparam("person"))
    found = _from(select(CrossCheck)).where(Report.uuid == uuid, mine).options(*_whole())
    return db.session.scalar(found, _facts(rights.person_id))


def may_look(check: CrossCheck, rights: Rights) -> bool:
    """Whether this person may give this second look now."""
    found = _from(select(CrossCheck.id)).where(CrossCheck.id == check.id, _theirs(rights), OPEN)
    return db.session.scalar(found, _facts(rights.person_id)) is not None


def report_of(rights: Rights, uuid: str) -> Report | None:
    """The report behind a second look that is this person's."""
    found = find(rights, uuid)
    return found.report if found else None


def of_report(report: Report) -> CrossCheck | None:
    """The second look at a report, asked for or given."""
    given = select(CrossCheck).where(CrossCheck.report_id == report.id)
    return db.session.scalar(given.options(joinedload(CrossCheck.unit), joinedload(CrossCheck.by)))


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


def _theirs(rights: Rights) -> ColumnElement[bool]:
    """Asked of a unit this person verifies, or of the province they are an officer of."""
    own = select(Unit.id).where(within(rights.paths("verifier"))).correlate(None)
    run = select(Campaign.id).join(Unit, Unit.id == Campaign.unit_id).where(within(rights.paths("officer")))
    return or_(
        CrossCheck.unit_id.in_(own), CrossCheck.unit_id.is_(None) & CrossCheck.campaign_id.in_(run.correlate(None))
    )


def _from(asked: Any) -> Any:
    return (
        asked.join_from(CrossCheck, Report, Report.id == CrossCheck.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
    )


def _facts(person_id: int) -> dict[str, object]:
    return {"person": person_id, "today": local_day(now(), ZONE)}


def _whole() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(CrossCheck.report).options(*WHOLE),
        joinedload(CrossCheck.unit),
        joinedload(CrossCheck.by),
    )
