"""Team counts: what an enrolment's decided reports add up to, moved with every decision."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class TeamCount(Base):
    """One enrolment's counts as rulebook/counting.py keeps them; without a row they are counted anew when needed."""

    __tablename__ = "team_counts"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), primary_key=True, autoincrement=False)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
