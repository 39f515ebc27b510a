"""Batches of decisions that are looked at again together: what they take in, and what happened to it since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import BatchReport, BatchReview, Campaign, Decision, Enrolment, Person, Report, Team, Unit
from app.models.decisions import SETTLED_KINDS
from app.queries.reports import WHOLE
from app.queries.scope import within


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose decisions, of which unit's teams, on which activity days; nobody and no unit means all of the campaign."""

    effect: str
    from_day: date
    to_day: date
    person: Person | None = None
    unit: Unit | None = None


def of_campaign(campaign: Campaign) -> Sequence[BatchReview]:
    """Every batch of a campaign, the newest first."""
    found = select(BatchReview).where(BatchReview.campaign_id == campaign.id).order_by(BatchReview.id.desc())
    return db.session.scalars(found.options(*_named())).all()


def find(campaigns: Collection[Campaign], uuid: str) -> BatchReview | None:
    """A batch of one of these campaigns."""
    mine = BatchReview.campaign_id.in_([each.id for each in campaigns])
    return db.session.scalar(select(BatchReview).where(BatchReview.uuid == uuid, mine).options(*_named()))


def taken_in(campaign: Campaign, choice: Choice) -> Select[int, int]:
    """The reports of a choice with their live decisions: all that are decided and not annulled."""
    wanted: list[ColumnElement[bool]] = [
        Enrolment.campaign_id == campaign.id,
        Report.state == "decided",
        Decision.kind.in_(SETTLED_KINDS),
        Report.activity_day.between(choice.from_day, choice.to_day),
    ]
    if choice.person is not None:
        wanted.append(Decision.by_id == choice.person.id)
    if choice.unit is not None:
        wanted.append(within([choice.unit.path]))
    return (
        select(Report.id, Decision.id)
        .join(Decision, Decision.id == Report.decision_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(*wanted)
    )


def kept(batch: BatchReview, choice: Select[int, int]) -> Select[int, int, int]:
    """Rows for the batch's reports, to be inserted as they stand."""
    found = choice.subquery()
    return select(literal(batch.id), *found.c)


def size(batch: BatchReview) -> int:
    """How many reports it takes in."""
    return db.session.scalar(select(func.count()).where(BatchReport.batch_id == batch.id)) or 0


def changed_since(batch: BatchReview) -> int:
    """How many of its reports have another decision than the one that was looked at."""
    asked = select(func.count()).select_from(BatchReport).join(Report, Report.id == BatchReport.report_id)
    other = or_(Report.decision_id.is_(None), Report.decision_id != BatchReport.decision_id, Report.state != "decided")
    return db.session.scalar(asked.where(BatchReport.batch_id == batch.id, other)) or 0


def by_team(batch: BatchReview) -> dict[int, set[int]]:
    """Its reports' ids by enrolment id, in the order of the enrolments."""
    rows = select(Report.enrolment_id, Report.id).join(BatchReport, BatchReport.report_id == Report.id)
    found: dict[int, set[int]] = {}
    for enrolment_id, report_id in db.session.execute(
        rows.where(BatchReport.batch_id == batch.id).order_by(Report.enrolment_id, Report.id)
    ):
        found.setdefault(enrolment_id, set()).add(report_id)
    return found


def reports_of(report_ids: Collection[int]) -> Sequence[Report]:
    """These reports, whole, as they are now."""
    found = select(Report).where(Report.id.in_(report_ids)).order_by(Report.id).options(*WHOLE)
    return db.session.scalars(found, execution_options={"populate_existing": True}).all()


def who_decided(campaign: Campaign) -> Sequence[Person]:
    """Everybody whose decisions count in the campaign, by name."""
    asked = (
        select(Decision.by_id)
        .join(Report, Report.decision_id == Decision.id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(Enrolment.campaign_id == campaign.id)
    )
    people = select(Person).where(Person.id.in_(asked), Person.is_system.is_(False)).order_by(Person.full_name)
    return db.session.scalars(people).all()


def _named() -> tuple[Any, ...]:
    return joinedload(BatchReview.person), joinedload(BatchReview.unit), joinedload(BatchReview.opened_by)
