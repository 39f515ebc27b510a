"""Excuses: a Sunday on which nobody is asked to go out, declared with a reason; no streak breaks on it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.people import Person
from app.models.units import Unit


class Excuse(Base):
    """One Sunday for the teams of one unit and of all below it."""

    __tablename__ = "excuses"
    __table_args__ = (UniqueConstraint("campaign_id", "unit_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    day: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(500))

    by: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()


append_only(Excuse.metadata.tables["excuses"])
