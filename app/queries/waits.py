"""How long reports have waited for a decision, and teams have owed a supplement: one statement, whatever the number.

The clock runs from the first submission to the first decision; after a return from the day it was sent again, after a
reopening from that. Nothing is ever approved by it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
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
from app.models import (
    Attendance,
    BatchReport,
    BatchReview,
    Decision,
    Enrolment,
    Membership,
    Report,
    RoleGrant,
    Team,
    Unit,
)
from app.queries.deciders import DECIDING
from app.queries.scope import within
from app.rulebook.clocks import Limits, Wait

SINCE = case(
    (Decision.id.is_(None), Report.first_submitted_at),
    (or_(Report.state == "returned", Decision.decided_at > Report.submitted_at), Decision.decided_at),
    else_=Report.submitted_at,
)
"""Since when a report waits, asked with its live decision."""


class Touched(NamedTuple):
    """What waits in one unit that these people do not decide: they took part in it, or were reviewed for it."""

    path: str
    people: frozenset[int]
    wait: Wait


class Gathered(NamedTuple):
    """By the path of the teams' unit what waits and is owed there, but for the reports not everybody may decide."""

    plain: dict[str, Wait]
    touched: list[Touched]


def gathered(campaign_id: int, zone: str, at: datetime, bounds: Limits, paths: Collection[str] | None) -> Gathered:
    """Everything of teams below these paths, or of all of them."""
    scope = Enrolment.campaign_id == campaign_id, true() if paths is None else within(paths)
    involved = union(*_involved(scope, (Report.activity_day, local_day(at, zone)))).cte("involved")
    plain = (
        _joined(select(Unit.path, Report.state, *_counted(SINCE, bounds), cast(null(), String)))
        .where(Report.state.in_(("submitted", "returned")), Report.id.not_in(select(involved.c.id)), *scope)
        .group_by(Unit.path, Report.state)
    )
    names = func.aggregate_strings(cast(involved.c.who, String), ",").label("people")
    own = involved.c.id, involved.c.path, involved.c.since
    each = select(*own, names).group_by(*own).subquery()
    touched = select(each.c.path, literal("submitted"), *_counted(each.c.since, bounds), each.c.people).group_by(
        each.c.path, each.c.people
    )
    found = Gathered(defaultdict(Wait), [])
    rows: Iterable[Any] = db.session.execute(union_all(plain, touched))
    for path, state, count, late, very_late, owed_late, since, people in rows:
        wait = Wait(count, int(late), int(very_late), since)
        if people is not None:
            found.touched.append(Touched(path, frozenset(map(int, people.split(","))), wait))
        else:
            found.plain[path].add(wait if state == "submitted" else Wait(owed=count, owed_late=int(owed_late)))
    return found


def _counted(since: Any, bounds: Limits) -> tuple[Any, ...]:
    """How many wait, how many of them past each limit, and since when the oldest."""
    return func.count(), *(func.sum(case((each > since, 1), else_=0)) for each in bounds), func.min(since)


def _involved(scope: Sequence[ColumnElement[bool]], days: Sequence[Any]) -> Iterator[Select[Any]]:
    """Waiting reports with those who decide somewhere and wrote them, came along, belong to the team, or whose decision
    on them was taken back when their work was reviewed.
    """
    people = select(RoleGrant.person_id).where(
        RoleGrant.role.in_(DECIDING),
        RoleGrant.starts_at <= wall(),
        RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > wall()),
    )
    on = or_(
        *((Membership.starts_on <= day) & (Membership.ends_on.is_(None) | (Membership.ends_on >= day)) for day in days)
    )
    for who in (Report.created_by_id, Attendance.person_id, Membership.person_id, BatchReview.person_id):
        chosen = _joined(select(Report.id, Unit.path, SINCE.label("since"), who.label("who")))
        waits = chosen.where(Report.state == "submitted", who.in_(people), *scope)
        if who is Report.created_by_id:
            yield waits.where(Report.origin != "organiser")
        elif who is Attendance.person_id:
            yield waits.join(Attendance, Attendance.report_id == Report.id)
        elif who is BatchReview.person_id:
            taken = waits.join(BatchReport, BatchReport.report_id == Report.id)
            yield taken.join(BatchReview, BatchReview.id == BatchReport.batch_id).where(
                BatchReview.applied_at.is_not(None)
            )
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
