"""Who may decide a report: a verifier or officer of a unit above the team, never part of the work themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.clock import local_day, now, wall
from app.database import db
from app.models import Attendance, Membership, Person, Report, RoleGrant, Unit
from app.queries.rights import memberships_of

DECIDING = ("verifier", "officer")


@dataclass(frozen=True, slots=True)
class Decider:
    """One deciding role: who holds it, over which unit."""

    person_id: int
    path: str


def may_decide(person: Person, report: Report) -> bool:
    """Whether this person may decide this report now (trust.md I4, I5)."""
    return person.id in {each.person_id for each in deciders([report])[report.id]}


def deciders(reports: Sequence[Report]) -> dict[int, list[Decider]]:
    """Per report id everybody who may decide it, the nearest unit first; four queries whatever the number."""
    able = deciding_roles()
    involved = _involved(reports)
    found = {}
    for report in reports:
        path = report.enrolment.team.unit.path
        mine = [each for each in able if path.startswith(each.path) and each.person_id not in involved[report.id]]
        found[report.id] = sorted(mine, key=lambda each: -len(each.path))
    return found


def nearest(deciders_of_report: Sequence[Decider]) -> list[Decider]:
    """Those of the nearest unit that has any: a report nobody in the unit may decide is the parent unit's."""
    if not deciders_of_report:
        return []
    path = deciders_of_report[0].path
    return [each for each in deciders_of_report if each.path == path]


def deciding_roles() -> list[Decider]:
    """Every verifier's and officer's role in force now, with the path of its unit."""
    at = wall()
    rows = db.session.execute(
        select(RoleGrant.person_id, Unit.path)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .where(
            RoleGrant.role.in_(DECIDING),
            RoleGrant.starts_at <= at,
            RoleGrant.ends_at.is_(None) | (RoleGrant.ends_at > at),
        )
    )
    return [Decider(*row) for row in rows]


def _involved(reports: Sequence[Report]) -> defaultdict[int, set[int]]:
    """Per report id the people who took part: its author, who attended, members on the day or now."""
    periods = defaultdict(list)
    for each in memberships_of({report.enrolment.team_id for report in reports}):
        periods[each.team_id].append(each)
    involved: defaultdict[int, set[int]] = defaultdict(set)
    for report in reports:
        today = local_day(now(), report.enrolment.campaign.zone)
        involved[report.id] |= {report.created_by_id}
        involved[report.id] |= _members(periods[report.enrolment.team_id], (report.activity_day, today))
    attended = db.session.execute(
        select(Attendance.report_id, Attendance.person_id).where(
            Attendance.report_id.in_([report.id for report in reports])
        )
    )
    for report_id, person_id in attended:
        involved[report_id].add(person_id)
    return involved


def _members(periods: Iterable[Membership], days: Iterable[date]) -> set[int]:
    return {
        each.person_id
        for each in periods
        for day in days
        if each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
    }
