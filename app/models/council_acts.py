"""Council acts: what the council settled where the rules leave it a choice, in its order, with its reasons."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.models.people import Person

ACTS = ("order", "special", "note")


class CouncilAct(Base):
    """One act; the newest of a kind and subject holds, one without a choice takes it back.

    order: `subject` a cluster's code, `choice` {"teams": codes of teams level on everything, best first};
    special: `subject` a special award's code, `choice` {"winners": [{"team" | "unit" | "nomination": code or uuid}]};
    note: a sentence for the minutes, `subject` empty.
    """

    __tablename__ = "council_acts"
    __table_args__ = (one_of("kind", ACTS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(80))
    choice: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    reason: Mapped[str] = mapped_column(String(1000))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    by: Mapped[Person] = relationship()


append_only(CouncilAct.metadata.tables["council_acts"])
