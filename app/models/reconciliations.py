"""Reconciliations: what board, ledger and export of a campaign came to when they were added up side by side."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant, append_only
from app.models.checks import one_of

RECONCILED = ("ledger", "board_freeze", "announce")


class Reconciliation(Base):
    """One comparison at `seq`: as the ledger went on, or of the board that was frozen or announced there.

    `figures` holds the sums by source; `differing` counts the teams of which the sources do not say the same.
    """

    __tablename__ = "reconciliations"
    __table_args__ = (one_of("reason", RECONCILED), UniqueConstraint("campaign_id", "seq", "reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    reason: Mapped[str] = mapped_column(String(20))
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    figures: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    differing: Mapped[int]
    export_sha256: Mapped[str] = mapped_column(String(64))


append_only(Reconciliation.metadata.tables["reconciliations"])
