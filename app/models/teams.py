"""Volunteer teams. A team lives for years; its place in a campaign is an enrolment."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.checks import one_of
from app.models.units import Unit

TEAM_KINDS = (
    "volunteer_team",
    "youth_digital_team",
    "community_youth_dx_team",
    "community_digital_team",
    "two_tier_support_team",
    "student_team",
)


class Team(Base):
    """A team of volunteers under one unit."""

    __tablename__ = "teams"
    __table_args__ = (one_of("kind", TEAM_KINDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)

    unit: Mapped[Unit] = relationship()
