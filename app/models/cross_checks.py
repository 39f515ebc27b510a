"""Cross-checks: a second look at a decided report, by verifiers of another unit or by the province."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.checks import one_of
from app.models.people import Person
from app.models.reports import Report
from app.models.units import Unit

BECAUSE = ("sample", "flagged", "full", "handed")
OUTCOMES = ("agreed", "changed")


class CrossCheck(Base):
    """One report's second look: asked of `unit`, or of the province where that is None; open until it has an outcome.

    `because`: drawn by the published seed, flagged, from a unit whose work is checked whole, or handed on by its
    verifier. `first_id` is the decision it was drawn by, `decision_id` the one that counted when it was done.
    """

    __tablename__ = "cross_checks"
    __table_args__ = (
        one_of("because", BECAUSE),
        one_of("outcome", OUTCOMES),
        CheckConstraint("(outcome IS NULL) = (done_at IS NULL) AND (done_at IS NULL) = (by_id IS NULL)", name="done"),
        Index("ix_cross_checks_unit_id_done_at", "unit_id", "done_at"),
        Index("ix_cross_checks_campaign_id_first_id", "campaign_id", "first_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), unique=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    because: Mapped[str] = mapped_column(String(12))
    drawn_at: Mapped[datetime] = mapped_column(Instant)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    passed_up_at: Mapped[datetime | None] = mapped_column(Instant)
    passed_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(String(1000), default="")
    outcome: Mapped[str | None] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))

    report: Mapped[Report] = relationship()
    unit: Mapped[Unit | None] = relationship()
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])

    def close(self, outcome: str, by: Person, at: datetime, decision_id: int, note: str) -> None:
        """Somebody has looked, and this came of it."""
        self.outcome, self.by_id, self.done_at, self.decision_id = outcome, by.id, at, decision_id
        self.note = note or self.note

    def pass_up(self, by: Person, at: datetime, reason: str) -> None:
        """From now on it is the province's."""
        self.unit_id, self.passed_up_by_id, self.passed_up_at, self.note = None, by.id, at, reason
