"""Extras: what a person posts outside lines, caps and ceiling: a bonus, a penalty, its reversal, a team's bar."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of, whole
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.reports import Report

EXTRA_KINDS = ("bonus", "penalty", "reversal", "annulment")
MOST_EXTRA = 100_000


class Extra(Base):
    """One posting and its reason in words; `seq` is its ledger entry.

    `subject` says what it is about (a report's uuid, a month, a form's id): the same thing is never posted twice.
    An annulment here bars the team from awards; it moves no points.
    """

    __tablename__ = "extras"
    __table_args__ = (
        one_of("kind", EXTRA_KINDS),
        *whole("points", -MOST_EXTRA, MOST_EXTRA),
        UniqueConstraint("enrolment_id", "kind", "code", "subject"),
        UniqueConstraint("reverses_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    kind: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60))
    points: Mapped[int]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("extras.id"))
    reason: Mapped[str] = mapped_column(String(1000))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    seq: Mapped[int]

    enrolment: Mapped[Enrolment] = relationship()
    report: Mapped[Report | None] = relationship()
    by: Mapped[Person] = relationship()


append_only(Extra.metadata.tables["extras"])
