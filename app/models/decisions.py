"""Decisions: what a verifier found. A decision is never changed; a new one follows it and names it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.models.people import Person
from app.models.verdicts import Verdict

DECISION_KINDS = ("decided", "returned", "reopened", "corrected", "annulled", "checked", "rechecked")
SETTLED_KINDS = ("decided", "corrected", "checked", "rechecked")
"""Those whose verdicts count."""


class Decision(Base):
    """One decision on one report; `seq` is the ledger sequence at which it landed.

    `first_look`: nobody had to look a second time; it stays true when the team itself lowers its figures later.
    `seen` is what its author had before them: photos opened, flags raised, checks that were green.
    """

    __tablename__ = "decisions"
    __table_args__ = (one_of("kind", DECISION_KINDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    decided_at: Mapped[datetime] = mapped_column(Instant)
    report_version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    unit_path: Mapped[str] = mapped_column(String(400))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    seq: Mapped[int]
    first_look: Mapped[bool]
    seen: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    by: Mapped[Person] = relationship()
    verdicts: Mapped[list[Verdict]] = relationship()


append_only(Decision.metadata.tables["decisions"])
