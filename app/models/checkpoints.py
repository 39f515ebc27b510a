"""Checkpoints: signed statements of how far a campaign's chain had come, kept outside the database too."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant, append_only
from app.models.checks import one_of

CHECKPOINT_REASONS = ("day", "board_freeze", "finalise", "announce", "amend")


class Checkpoint(Base):
    """One statement; `body` is the line of docs/ledger.md that was signed, signature included."""

    __tablename__ = "checkpoints"
    __table_args__ = (
        one_of("reason", CHECKPOINT_REASONS),
        UniqueConstraint("campaign_id", "seq", "reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    reason: Mapped[str] = mapped_column(String(20))
    seq: Mapped[int]
    root: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[str] = mapped_column(Text)


append_only(Checkpoint.metadata.tables["checkpoints"])
