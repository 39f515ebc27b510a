"""Badge drafts: milestones an officer works on; nobody else sees them until they are published as rules."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.people import Person


class BadgeDraft(Base):
    """One badge as typed so far, by field of the form; `version` counts its changes."""

    __tablename__ = "badge_drafts"
    __table_args__ = (UniqueConstraint("campaign_id", "badge_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    badge_code: Mapped[str] = mapped_column(String(60))
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime] = mapped_column(Instant)

    made_by: Mapped[Person] = relationship()
