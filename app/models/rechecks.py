"""Re-checks (phúc tra): a team asks for a decision to be looked at again; somebody one level up answers."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.models.decisions import Decision
from app.models.people import Person
from app.models.reports import Report

ANSWERS = ("granted", "turned_down")


class RecheckRequest(Base):
    """One request against one decision, once; open until it is answered. `evidence` names what proves it, in words."""

    __tablename__ = "recheck_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(2000))
    evidence: Mapped[str] = mapped_column(String(1000), default="")

    report: Mapped[Report] = relationship()
    decision: Mapped[Decision] = relationship()
    by: Mapped[Person] = relationship()
    answer: Mapped["RecheckAnswer | None"] = relationship(back_populates="request")


class RecheckAnswer(Base):
    """The answer, with its reason.

    `judged_id` is the decision that stood when it was given: perhaps no longer the contested one. `decision_id` is the
    decision it made, where it granted the request.
    """

    __tablename__ = "recheck_answers"
    __table_args__ = (one_of("verdict", ANSWERS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("recheck_requests.id"), unique=True)
    verdict: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(1000))
    judged_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)

    request: Mapped[RecheckRequest] = relationship(back_populates="answer")
    by: Mapped[Person] = relationship()


append_only(RecheckRequest.metadata.tables["recheck_requests"])
append_only(RecheckAnswer.metadata.tables["recheck_answers"])
