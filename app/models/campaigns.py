"""Campaigns: name, days and zone. The phase follows from calendar and milestones and is never stored."""

import secrets
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.units import Unit


def new_seed() -> str:
    """A seed nobody could foresee; it is public from the campaign's first day (docs/second-look.md)."""
    return secrets.token_hex(16)


class Campaign(Base):
    """One competition of one unit; `label` and `ranking_note` are printed wherever its data is shown.

    `draw_seed` draws the reports that get a second look.
    """

    __tablename__ = "campaigns"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    theme: Mapped[str] = mapped_column(String(300), default="")
    zone: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    board_freeze_on: Mapped[date]
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    label: Mapped[str] = mapped_column(String(200), default="")
    ranking_note: Mapped[str] = mapped_column(String(300), default="")
    draw_seed: Mapped[str] = mapped_column(String(64), default=new_seed)
    created_at: Mapped[datetime] = mapped_column(Instant)

    unit: Mapped[Unit] = relationship()


class Contest(NamedTuple):
    """What moving points must know of a campaign, as plain values: the names are the columns' own."""

    id: int
    code: str
    zone: str
    starts_on: date
    ends_on: date
    board_freeze_on: date
