"""Who belongs to a team on a day."""

from datetime import date

from sqlalchemy import select

from app.database import db
from app.models import Attendance, Membership, Person, Report


def members_on(team_id: int, day: date) -> list[Person]:
    """The team's members that day, by given name as Vietnamese lists are."""
    people = db.session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.team_id == team_id,
            Membership.starts_on <= day,
            Membership.ends_on.is_(None) | (Membership.ends_on >= day),
        )
        .distinct()
    )
    return sorted(people, key=lambda each: (each.given_name, each.full_name))


def present_at(report: Report) -> list[int]:
    """Ids of the members who were at a report's activity."""
    return list(db.session.scalars(select(Attendance.person_id).where(Attendance.report_id == report.id)))
