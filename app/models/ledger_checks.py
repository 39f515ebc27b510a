"""Ledger checks: what the nightly run of the independent verifier said."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant, append_only


class LedgerCheck(Base):
    """One run over one campaign's export up to `seq`; `verdict` is what the verifier printed."""

    __tablename__ = "ledger_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    seq: Mapped[int]
    intact: Mapped[bool]
    verdict: Mapped[str] = mapped_column(String(500))


append_only(LedgerCheck.metadata.tables["ledger_checks"])
