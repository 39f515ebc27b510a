"""How long reports have waited for a decision, and teams have owed a supplement: one statement, whatever the number.

The clock runs from the first submission to the first decision; after a return from the day it was sent again, after a
reopening from that. Nothing is ever approved by it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union,
    union_all,
)

from app.clock import local_day, wall
from app.database import db
from app.models import Attendance, Decision, Enrolment, Membership, Report, RoleGrant, Team, Unit
from app.queries.deciders import DECIDING
from app.queries.scope import within
from app.rulebook.clocks import Limits, Wait

SINCE = case(
    (Decision.id.is_(None), Report.first_submitted_at),
    (or_(Report.state == "returned", Decision.decided_at > Report.submitted_at), Decision.decided_at),
    else_=Report.submitted_at,
)
"""Since when a report waits, asked with its live decision."""


@dataclass(slots=True)
class Touched:
    """A waiting report in which somebody who decides took part: they, `people`, do not decide it."""

    path: str
    since: datetime
    people: set[int] = field(default_factory=set)


class Gathered(NamedTuple):
    """By the path of the teams' unit what waits and is owed there, but for the reports not everybody may decide."""

    plain: dict[str, Wait]
    touched: dict[int, Touched]


def gathered(campaign_id: int, zone: str, at: datetime, bounds: Limits, paths: Collection[str] | None) -> Gathered:
    """Everything of teams below these paths, or of all of them."""
    scope = Enrolment.campaign_id == campaign_id, true() if paths is None else within(paths)
    involved = union(*_involved(scope, (Report.activity_day, local_day(at, zone)))).cte("involved")
    sums = [func.sum(case((each > SINCE, 1), else_=0)) for each in bounds]
    nobody = cast(null(), Integer)
    plain = (
        _joined(select(*(Unit.path, Report.state, func.count(), *sums, func.min(SINCE), nobody, nobody)))
        .where(Report.state.in_(("submitted", "returned")), Report.id.not_in(select(involved.c.id)), *scope)
        .group_by(Unit.path, Report.state)
    )
    one_by_one = select(
        involved.c.path, literal(""), *(literal(0),) * 4, involved.c.since, involved.c.id, involved.c.who
    )
    found = Gathered(defaultdict(Wait), {})
    rows: Iterable[Any] = db.session.execute(union_all(plain, one_by_one))
    for path, state, count, late, very_late, owed_late, since, report_id, who in rows:
        if report_id is not None:
            found.touched.setdefault(report_id, Touched(path, since)).people.add(who)
        elif state == "submitted":
            found.plain[path].add(Wait(count, int(late), int(very_late), since))
        else:
            found.plain[path].add(Wait(owed=count, owed_late=int(owed_late)))
    return found


def _involved(scope: Sequence[ColumnElement[bool]], days: Sequence[Any]) -> Iterator[Select[Any]]:
    """Waiting reports with those who decide somewhere and wrote them, came along, or belong to the team."""
    people = select(RoleGrant.person_id).where(
        RoleGrant.role.in_(DECIDING),
        RoleGrant.starts_at <= wall(),
        RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > wall()),
    )
    on = or_(
        *((Membership.starts_on <= day) & (Membership.ends_on.is_(None) | (Membership.ends_on >= day)) for day in days)
    )
    for who in (Report.created_by_id, Attendance.person_id, Membership.person_id):
        chosen = _joined(select(Report.id, Unit.path, SINCE.label("since"), who.label("who")))
        waits = chosen.where(Report.state == "submitted", who.in_(people), *scope)
        if who is Report.created_by_id:
            yield waits.where(Report.origin != "organiser")
        elif who is Attendance.person_id:
            yield waits.join(Attendance, Attendance.report_id == Report.id)
        else:
            yield waits.join(Membership, Membership.team_id == Team.id).where(on)


def _joined(chosen: Select[Any]) -> Select[Any]:
    return (
        chosen.select_from(Report)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .outerjoin(Decision, Decision.id == Report.decision_id)
    )
