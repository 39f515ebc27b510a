"""Milestones of a campaign: what was done, by whom, when and why."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.rulebook.phases import MILESTONES


class Milestone(Base):
    """One step; `seq` is the last ledger sequence it saw."""

    __tablename__ = "milestones"
    __table_args__ = (one_of("kind", MILESTONES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    seq: Mapped[int]
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    decision_date: Mapped[date | None]


append_only(Milestone.metadata.tables["milestones"])
