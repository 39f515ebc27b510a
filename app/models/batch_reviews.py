"""Batch re-reviews: the decisions of a verifier, a unit or a period taken back together, or annulled together."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.checks import one_of
from app.models.people import Person
from app.models.units import Unit

EFFECTS = ("reopened", "annulled")


class BatchReview(Base):
    """One batch: what it takes in, what would become of it, and who applied or cancelled it."""

    __tablename__ = "batch_reviews"
    __table_args__ = (
        one_of("effect", EFFECTS),
        CheckConstraint("applied_at IS NULL OR cancelled_at IS NULL", name="one_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    effect: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    from_day: Mapped[date]
    to_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(1000))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    applied_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    unit: Mapped[Unit | None] = relationship()
    opened_by: Mapped[Person] = relationship(foreign_keys=[opened_by_id])

    @property
    def is_open(self) -> bool:
        """Neither applied nor cancelled yet."""
        return self.applied_at is None and self.cancelled_at is None


class BatchReport(Base):
    """One report of a batch, and the decision that the preview was made from: a later one spoils the batch."""

    __tablename__ = "batch_reports"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch_reviews.id"), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
