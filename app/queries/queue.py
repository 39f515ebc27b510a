"""The verifier's queue: what waits for this person, oldest first, and what they have decided."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.models import Decision, Enrolment, Person, Report, Team, Unit
from app.queries.deciders import DECIDING, deciders, nearest
from app.queries.rights import Rights
from app.queries.scope import within

MOST = 500


def waiting_for(rights: Rights) -> list[Report]:
    """Reports that wait for this person: their unit is the nearest one with anybody who may decide them."""
    reports = _submitted_within(rights)
    able = deciders(reports)
    return [report for report in reports if rights.person_id in {each.person_id for each in nearest(able[report.id])}]


def find(rights: Rights, uuid: str) -> Report | None:
    """A report this person may decide or has decided; nobody sees one of their own team here."""
    report = db.session.scalar(
        _whole().where(Report.uuid == uuid, within(rights.paths(*DECIDING)), Report.state != "draft")
    )
    if report is None:
        return None
    return report if rights.person_id in {each.person_id for each in deciders([report])[report.id]} else None


def decided_by(person: Person, limit: int = 50, offset: int = 0) -> list[Decision]:
    """The person's decisions, the newest first."""
    return list(
        db.session.scalars(
            select(Decision)
            .where(Decision.by_id == person.id)
            .options(selectinload(Decision.verdicts))
            .order_by(Decision.id.desc())
            .limit(limit)
            .offset(offset)
        )
    )


def reports_of(decisions: list[Decision]) -> dict[int, Report]:
    """The reports behind some decisions, by id."""
    found = db.session.scalars(_whole().where(Report.id.in_({each.report_id for each in decisions})))
    return {each.id: each for each in found}


def _submitted_within(rights: Rights) -> list[Report]:
    return list(
        db.session.scalars(
            _whole()
            .where(Report.state == "submitted", within(rights.paths(*DECIDING)))
            .order_by(Report.first_submitted_at, Report.uuid)
            .limit(MOST)
        )
    )


def _whole() -> Select[Report]:
    return (
        select(Report)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .options(
            joinedload(Report.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
            joinedload(Report.enrolment).joinedload(Enrolment.campaign),
            joinedload(Report.place),
            joinedload(Report.created_by),
            selectinload(Report.lines),
            selectinload(Report.evidence),
        )
    )
