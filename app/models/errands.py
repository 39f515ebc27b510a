"""Errands: long work that somebody asked for and the worker does; the page tells how far it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.campaigns import Campaign
from app.models.checks import whole
from app.models.people import Person

MOST_TRIES = 3


class Errand(Base):
    """One errand; `uuid` was made with the form that asked for it, so that a form sent twice asks once.

    `outcome` is done, broken (given up after some tries) or the code of a refusal; `facts` are what came of it.
    """

    __tablename__ = "errands"
    __table_args__ = (
        *whole("tries", 0, MOST_TRIES),
        CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended"),
        Index(
            "ix_errands_open", "id", sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")
        ),
        Index("ix_errands_campaign_id_kind", "campaign_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(40))
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    campaign: Mapped[Campaign] = relationship()
    by: Mapped[Person] = relationship()

    @property
    def is_done(self) -> bool:
        return self.outcome == "done"

    @property
    def file(self) -> dict[str, Any] | None:
        """The file it left: its name, media type and size."""
        return (self.facts or {}).get("file") if self.is_done else None

    def start(self, at: datetime) -> None:
        """Somebody takes it up, again perhaps: who did so before was killed, or failed."""
        self.tries, self.started_at = self.tries + 1, at

    def end(self, outcome: str, facts: dict[str, Any], at: datetime) -> None:
        """It is over, and this came of it."""
        self.outcome, self.facts, self.ended_at = outcome, facts, at
