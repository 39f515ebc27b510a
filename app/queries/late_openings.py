"""Days of a team that the province has opened again."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Enrolment, LateOpening


def of_day(enrolment_id: int, day: date) -> LateOpening | None:
    """The opening of that day, if there is one."""
    return db.session.scalar(
        select(LateOpening).where(LateOpening.enrolment_id == enrolment_id, LateOpening.activity_day == day)
    )


def of_team(enrolment: Enrolment) -> Sequence[LateOpening]:
    """Every day that was opened, the latest opening first."""
    return db.session.scalars(
        select(LateOpening)
        .where(LateOpening.enrolment_id == enrolment.id)
        .options(joinedload(LateOpening.by))
        .order_by(LateOpening.id.desc())
    ).all()
