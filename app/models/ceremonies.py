"""Ceremonies: the script of one reveal, and every step that was taken on its remote control."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.campaigns import Campaign
from app.models.checks import one_of
from app.rulebook.ceremonies import STEPS


class Ceremony(Base):
    """One reveal; a rehearsal has no result, its winners are made up. `slides` as rulebook/ceremonies.py makes them."""

    __tablename__ = "ceremonies"
    __table_args__ = (CheckConstraint("(result_id IS NULL) = rehearsal", name="rehearsal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    result_id: Mapped[int | None] = mapped_column(ForeignKey("results.id"))
    rehearsal: Mapped[bool]
    slides: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)

    campaign: Mapped[Campaign] = relationship()


class CeremonyStep(Base):
    """One press of the remote control; two remotes can never take the same step."""

    __tablename__ = "ceremony_steps"
    __table_args__ = (one_of("kind", STEPS), UniqueConstraint("ceremony_id", "number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ceremony_id: Mapped[int] = mapped_column(ForeignKey("ceremonies.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)


append_only(Ceremony.metadata.tables["ceremonies"])
append_only(CeremonyStep.metadata.tables["ceremony_steps"])
