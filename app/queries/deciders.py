"""Who may decide a report: a verifier or officer of a unit above the team, never part of the work themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, SQLColumnExpression, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.clock import local_day, now, wall
from app.database import Instant, db
from app.models import (
    Attendance,
    BatchReport,
    BatchReview,
    Enrolment,
    Membership,
    Person,
    Report,
    RoleGrant,
    Team,
    Unit,
)
from app.queries.involved import involved_in

DECIDING = ("verifier", "officer")


@dataclass(frozen=True, slots=True)
class Decider:
    """One deciding role: who holds it, over which unit."""

    person_id: int
    path: str


def _within(day: Any) -> ColumnElement[bool]:
    """Whether a membership holds on that day."""
    return (Membership.starts_on <= day) & (Membership.ends_on.is_(None) | (Membership.ends_on >= day))


def uninvolved(today: ColumnElement[date]) -> ColumnElement[bool]:
    """Whether the bound `person` took no part in a report, asked with its team (trust.md I4)."""
    return (
        ~exists().where(
            Membership.person_id == bindparam("person"),
            Membership.team_id == Team.id,
            _within(Report.activity_day) | _within(today),
        )
        & ~exists().where(Attendance.report_id == Report.id, Attendance.person_id == bindparam("person"))
        & ((Report.created_by_id != bindparam("person")) | (Report.origin == "organiser"))
        & ~exists().where(
            BatchReport.report_id == Report.id,
            BatchReview.id == BatchReport.batch_id,
            BatchReview.person_id == bindparam("person"),
            BatchReview.applied_at.is_not(None),
        )
    )


ABOVE = aliased(Unit)
UNINVOLVED = uninvolved(bindparam("today", type_=Date))
MAY_DECIDE: ColumnElement[bool] = (
    exists()
    .where(
        RoleGrant.person_id == bindparam("person"),
        or_(*(RoleGrant.role == each for each in DECIDING)),
        RoleGrant.starts_at <= bindparam("at", type_=Instant),
        RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > bindparam("at", type_=Instant)),
        ABOVE.id == RoleGrant.unit_id,
        func.substr(Unit.path, 1, func.length(ABOVE.path)) == ABOVE.path,
    )
    .select_from(RoleGrant, ABOVE)
    & UNINVOLVED
)
"""What `deciders` says, asked of one person about a report with its team and unit (trust.md I4, I5)."""
MAY_DECIDE_ONE = (
    select(MAY_DECIDE)
    .select_from(Report)
    .join(Enrolment, Enrolment.id == Report.enrolment_id)
    .join(Team, Team.id == Enrolment.team_id)
    .join(Unit, Unit.id == Team.unit_id)
    .where(Report.id == bindparam("report"))
)


def deciders(reports: Sequence[Report], roles: Sequence[Decider] | None = None) -> dict[int, list[Decider]]:
    """Per report id everybody who may decide it, the nearest unit first; two queries whatever the number.

    `roles` are those of `deciding_roles`, where the caller has asked already.
    """
    able = deciding_roles() if roles is None else roles
    involved = involved_in(reports, {each.person_id for each in able})
    found = {}
    for report in reports:
        path = report.enrolment.team.unit.path
        mine = [each for each in able if path.startswith(each.path) and each.person_id not in involved[report.id]]
        found[report.id] = sorted(mine, key=lambda each: -len(each.path))
    return found


def may_decide(report: Report, person_id: int) -> bool:
    """Whether this person is one of those."""
    today = local_day(now(), report.enrolment.campaign.zone)
    asked = {"report": report.id, "person": person_id, "at": wall(), "today": today}
    return bool(db.session.scalar(MAY_DECIDE_ONE, asked))


def nearest(deciders_of_report: Sequence[Decider]) -> list[Decider]:
    """Those of the nearest unit that has any: a report nobody in the unit may decide is the parent unit's."""
    if not deciders_of_report:
        return []
    path = deciders_of_report[0].path
    return [each for each in deciders_of_report if each.path == path]


def deciding_roles(roles: Sequence[str] = DECIDING) -> list[Decider]:
    """Every verifier's and officer's role in force now, with the path of its unit."""
    return [Decider(*row) for row in db.session.execute(roles_held(roles))]


def roles_held(roles: Sequence[str] = DECIDING, *more: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    """The question for these roles, with more to be told of who holds each."""
    at = wall()
    return (
        select(RoleGrant.person_id, Unit.path, *more)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .where(
            RoleGrant.role.in_(roles),
            RoleGrant.starts_at <= at,
            RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > at),
        )
    )


def is_member(person: Person, enrolment: Enrolment) -> bool:
    """Whether this person belongs to the team today."""
    today = local_day(now(), enrolment.campaign.zone)
    mine = Membership.person_id == person.id, Membership.team_id == enrolment.team_id
    return db.session.scalar(select(exists().where(*mine, _within(today)))) or False
