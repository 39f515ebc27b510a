"""What the queue's one statement is made of: how much waits, and what its list says of the reports that are shown."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, func, select

from app.clock import wall
from app.models import Enrolment, Person, Report, ReportClaim, ReportLine, Team

Rows = Select[*tuple[Any, ...]]


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


def waits_of(turn: ColumnElement[bool]) -> CTE:
    """Whose turn it is is asked once, for the count and for the list, of an index alone."""
    return select(Report.id, Report.enrolment_id, Report.risk, Report.first_submitted_at).where(turn).cte("waits")


def rows_of(waits: CTE, person_id: int, limit: int, offset: int) -> Rows:
    """What the list says of its rows, asked for those that are shown."""
    kinds = select(func.count()).where(ReportLine.report_id == Report.id, ReportLine.claimed > 0).scalar_subquery()
    held = (
        select(func.min(Person.full_name))
        .join(ReportClaim, ReportClaim.person_id == Person.id)
        .where(ReportClaim.report_id == Report.id, ReportClaim.person_id != person_id, ReportClaim.until > wall())
        .scalar_subquery()
    )
    order = waits.c.risk.desc(), waits.c.first_submitted_at, waits.c.id
    first = select(waits.c.id).order_by(*order).limit(limit).offset(offset).subquery()
    return (
        select(
            Report.id,
            Report.uuid,
            Enrolment.campaign_id,
            Team.name.label("team"),
            Report.activity_day,
            Report.first_submitted_at,
            Report.late,
            Report.decision_id.is_not(None).label("again"),
            Report.risk,
            kinds.label("kinds"),
            held.label("held_by"),
        )
        .join_from(Report, Enrolment)
        .join(Team, Team.id == Enrolment.team_id)
        .where(Report.id.in_(select(first.c.id)))
    )


def counted_of(waits: CTE) -> Rows:
    """How many there are of each campaign and risk; counted by team before anything is joined."""
    many = func.count().label("many")
    each = select(waits.c.enrolment_id, waits.c.risk, many).group_by(waits.c.enrolment_id, waits.c.risk).subquery()
    found = select(Enrolment.campaign_id, each.c.risk, func.sum(each.c.many).label("many")).join(
        each, each.c.enrolment_id == Enrolment.id
    )
    return found.group_by(Enrolment.campaign_id, each.c.risk)
