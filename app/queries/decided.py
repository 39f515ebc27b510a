"""What a person has decided."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.models import Decision, Person, Report
from app.queries.queue import whole


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
    found = db.session.scalars(whole().where(Report.id.in_({each.report_id for each in decisions})))
    return {each.id: each for each in found}
