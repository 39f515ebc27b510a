"""Units of the Youth Union: the tree as it stood on each day."""

from datetime import date

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base
from app.models.checks import one_of

LEVELS = ("central", "province", "district", "commune", "branch", "affiliate_unit")

unit_successors = Table(
    "unit_successors",
    Base.metadata,
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("successor_id", ForeignKey("units.id"), primary_key=True),
)


class Unit(Base):
    """One unit; `path` lists the codes from the root down to itself, each followed by a slash."""

    __tablename__ = "units"
    __table_args__ = (one_of("level", LEVELS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    level: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(200), index=True)
    path: Mapped[str] = mapped_column(String(400), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    parent: Mapped["Unit | None"] = relationship(remote_side=[id])
    successors: Mapped[list["Unit"]] = relationship(
        secondary=unit_successors,
        primaryjoin=id == unit_successors.c.unit_id,
        secondaryjoin=id == unit_successors.c.successor_id,
    )
