"""Tallies: per campaign and activity type what was verified and scored. A sum of the ledger, kept at every commit."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Tally(Base):
    """One activity type's totals in one campaign (posters in sheets)."""

    __tablename__ = "tallies"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True, autoincrement=False)
    activity_code: Mapped[str] = mapped_column(String(60), primary_key=True)
    verified_quantity: Mapped[int] = mapped_column(default=0)
    scored_quantity: Mapped[int] = mapped_column(default=0)
