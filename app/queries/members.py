"""Who belongs to a team on a day."""

from datetime import date

from sqlalchemy import ColumnElement, select

from app.database import db
from app.models import Attendance, Membership, Person, Report


def members_on(team_id: int, day: date) -> list[Person]:
    """The team's members that day, by given name as Vietnamese lists are."""
    belongs = _belongs(team_id, day)
    people = db.session.scalars(
        select(Person).join(Membership, Membership.person_id == Person.id).where(*belongs).distinct()
    )
    return sorted(people, key=lambda each: (each.given_name, each.full_name))


def ids_on(team_id: int, day: date) -> set[int]:
    """The same people by their ids."""
    return set(db.session.scalars(select(Membership.person_id).where(*_belongs(team_id, day))))


def _belongs(team_id: int, day: date) -> tuple[ColumnElement[bool], ...]:
    has_not_left = Membership.ends_on.is_(None) | (Membership.ends_on >= day)
    return Membership.team_id == team_id, Membership.starts_on <= day, has_not_left


def present_at(report: Report) -> list[int]:
    """Ids of the members who were at a report's activity."""
    return list(db.session.scalars(select(Attendance.person_id).where(Attendance.report_id == report.id)))
