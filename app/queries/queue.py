"""The verifier's queue: what waits for this person, the riskiest first, and what they have decided."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from app.clock import wall
from app.database import db
from app.models import (
    Enrolment,
    Person,
    Report,
    ReportClaim,
    ReportFlag,
    ReportLine,
    Team,
    Unit,
)
from app.queries.deciders import DECIDING, deciders
from app.queries.reports import WHOLE
from app.queries.rights import Rights
from app.queries.scope import within
from app.queries.turns import turn_of

SHOWN = 50


class Waiting(NamedTuple):
    """One waiting report as the list shows it; `again`: it was decided before; `held_by`: who else looks at it now."""

    id: int
    uuid: str
    campaign_id: int
    team: str
    activity_day: date
    first_submitted_at: datetime
    late: bool
    again: bool
    risk: int
    kinds: int
    held_by: str | None


class Queue(NamedTuple):
    """What waits: the first reports of it, and how many there are of each risk, by campaign."""

    rows: Sequence[Waiting]
    counts: Mapping[tuple[int, int], int]  # (campaign id, risk) -> reports

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def next_but(self, report_id: int | None = None) -> Waiting | None:
        """The report to open now: the first that nobody else is looking at, before those somebody is."""
        others = [each for each in self.rows if each.id != report_id]
        return next((each for each in others if not each.held_by), others[0] if others else None)


def waiting_for(rights: Rights, limit: int = SHOWN, offset: int = 0) -> Queue:
    """What waits for this person; the cost does not grow with what is not shown, but for one count."""
    turn = turn_of(rights)
    kinds = select(func.count()).where(ReportLine.report_id == Report.id, ReportLine.claimed > 0).scalar_subquery()
    held = (
        select(func.min(Person.full_name))
        .join(ReportClaim, ReportClaim.person_id == Person.id)
        .where(
            ReportClaim.report_id == Report.id, ReportClaim.person_id != rights.person_id, ReportClaim.until > wall()
        )
        .scalar_subquery()
    )
    order = Report.risk.desc(), Report.first_submitted_at, Report.id  # as the index has them
    first = select(Report.id).where(turn).order_by(*order).limit(limit).offset(offset).subquery()
    shown = select(
        Report.id,
        Report.uuid,
        Enrolment.campaign_id,
        Team.name,
        Report.activity_day,
        Report.first_submitted_at,
        Report.late,
        Report.decision_id.is_not(None),
        Report.risk,
        kinds,
        held,
    )  # what a row says is asked for the rows that are shown
    placed = shown.join_from(Report, Enrolment).join(Team, Team.id == Enrolment.team_id)
    rows = [
        Waiting(*row) for row in db.session.execute(placed.where(Report.id.in_(select(first.c.id))).order_by(*order))
    ]
    return Queue(rows, _counted(turn))


def _counted(turn: ColumnElement[bool]) -> Mapping[tuple[int, int], int]:
    """How many there are of each campaign and risk; counted by an index alone before anything is joined."""
    many = func.count().label("many")
    teams = select(Report.enrolment_id, Report.risk, many).where(turn).group_by(Report.enrolment_id, Report.risk)
    each = teams.subquery()
    found = select(Enrolment.campaign_id, each.c.risk, func.sum(each.c.many)).join(
        each, each.c.enrolment_id == Enrolment.id
    )
    rows = db.session.execute(found.group_by(Enrolment.campaign_id, each.c.risk))
    return {(campaign_id, risk): int(count) for campaign_id, risk, count in rows}


def flags_of(report_ids: Collection[int]) -> Mapping[int, Sequence[ReportFlag]]:
    """The flags of some reports, by report id, in the order in which they are told."""
    if not report_ids:
        return {}
    found: defaultdict[int, list[ReportFlag]] = defaultdict(list)
    rows = select(ReportFlag).where(ReportFlag.report_id.in_(report_ids)).order_by(ReportFlag.position)
    for each in db.session.scalars(rows):
        found[each.report_id].append(each)
    return found


def find(rights: Rights, uuid: str) -> Report | None:
    """A report this person may decide or has decided; nobody sees one of their own team here."""
    report = db.session.scalar(
        whole().where(Report.uuid == uuid, within(rights.paths(*DECIDING)), Report.state != "draft")
    )
    if report is None:
        return None
    return report if rights.person_id in {each.person_id for each in deciders([report])[report.id]} else None


def whole() -> Select[Report]:
    """Reports with everything that a desk shows of them."""
    return (
        select(Report)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .options(*WHOLE, joinedload(Report.created_by))
    )
