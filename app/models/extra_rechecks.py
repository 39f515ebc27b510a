"""Re-checks of penalties: a team asks for points taken to be looked at again; another officer answers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.models.extras import Extra
from app.models.people import Person
from app.models.rechecks import ANSWERS


class ExtraRecheck(Base):
    """One request against one penalty, once; open until it is answered or the penalty is taken back."""

    __tablename__ = "extra_rechecks"
    __table_args__ = (CheckConstraint("reason <> ''", name="reasoned"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    extra_id: Mapped[int] = mapped_column(ForeignKey("extras.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(2000))
    evidence: Mapped[str] = mapped_column(String(1000), default="")

    extra: Mapped[Extra] = relationship()
    by: Mapped[Person] = relationship()
    answer: Mapped["ExtraRecheckAnswer | None"] = relationship(back_populates="request")


class ExtraRecheckAnswer(Base):
    """The answer, with its reason; `reversal_id` is the posting that gave the points back, where it was granted."""

    __tablename__ = "extra_recheck_answers"
    __table_args__ = (
        one_of("verdict", ANSWERS),
        CheckConstraint("(verdict = 'granted') = (reversal_id IS NOT NULL)", name="given_back"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("extra_rechecks.id"), unique=True)
    verdict: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(1000))
    reversal_id: Mapped[int | None] = mapped_column(ForeignKey("extras.id"), unique=True)

    request: Mapped[ExtraRecheck] = relationship(back_populates="answer")
    by: Mapped[Person] = relationship()


append_only(ExtraRecheck.metadata.tables["extra_rechecks"])
append_only(ExtraRecheckAnswer.metadata.tables["extra_recheck_answers"])
