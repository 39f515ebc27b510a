"""Late openings: the province lets a team report a day whose window has passed, with a reason."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.people import Person


class LateOpening(Base):
    """One day of one team, opened again; what is sent then counts as late."""

    __tablename__ = "late_openings"
    __table_args__ = (UniqueConstraint("enrolment_id", "activity_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    activity_day: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(500))

    by: Mapped[Person] = relationship()


append_only(LateOpening.metadata.tables["late_openings"])
