"""Unit figures: a commune union's own counts of its members, dated. A correction is a new row."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import whole
from app.models.people import Person
from app.models.units import Unit

MOST_MEMBERS = 1_000_000


class UnitFigure(Base):
    """Members of the unit and members with both accounts (public services, level-2 identity), as counted on `day`."""

    __tablename__ = "unit_figures"
    __table_args__ = (
        *whole("members", 0, MOST_MEMBERS),
        *whole("members_with_accounts", 0, MOST_MEMBERS),
        CheckConstraint("members_with_accounts <= members", name="part_of_members"),
        Index("ix_unit_figures_unit_id_day", "unit_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    day: Mapped[date]
    members: Mapped[int]
    members_with_accounts: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    unit: Mapped[Unit] = relationship()
    by: Mapped[Person] = relationship()


append_only(UnitFigure.metadata.tables["unit_figures"])
