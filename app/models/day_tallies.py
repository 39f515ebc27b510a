"""Day tallies: per enrolment, day and activity type what was verified, scored and earned, kept at every commit."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class DayTally(Base):
    """One activity type's totals of one team on one day (posters in sheets)."""

    __tablename__ = "day_tallies"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    activity_code: Mapped[str] = mapped_column(String(60), primary_key=True)
    verified_quantity: Mapped[int] = mapped_column(default=0)
    scored_quantity: Mapped[int] = mapped_column(default=0)
    points: Mapped[int] = mapped_column(default=0)
