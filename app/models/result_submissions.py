"""Submissions: an officer lays a result before the Standing Committee, a signatory approves it or sends it back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.campaigns import Campaign
from app.models.checks import one_of
from app.models.people import Person

VERDICTS = ("approved", "returned")


class ResultSubmission(Base):
    """One result laid before the signatories; `digest` is the SHA-256 of the facts it stands for.

    `changes` are what an amendment annuls: `{"kind": "team" | "report", "id": code or uuid}` each.
    """

    __tablename__ = "result_submissions"
    __table_args__ = (UniqueConstraint("id", "by_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    number: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(1000))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    campaign: Mapped[Campaign] = relationship()
    by: Mapped[Person] = relationship()
    answer: Mapped["SubmissionAnswer | None"] = relationship(back_populates="submission")


class SubmissionAnswer(Base):
    """What a signatory said of it: somebody other than who submitted it, which the database sees to."""

    __tablename__ = "submission_answers"
    __table_args__ = (
        one_of("verdict", VERDICTS),
        CheckConstraint("by_id <> submitted_by_id", name="four_eyes"),
        ForeignKeyConstraint(
            ["submission_id", "submitted_by_id"],
            ["result_submissions.id", "result_submissions.by_id"],
            name="fk_submission_answers_submission",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(unique=True)
    submitted_by_id: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(1000), default="")
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    decision_date: Mapped[date | None]

    submission: Mapped[ResultSubmission] = relationship(back_populates="answer")
    by: Mapped[Person] = relationship()


append_only(ResultSubmission.metadata.tables["result_submissions"])
append_only(SubmissionAnswer.metadata.tables["submission_answers"])
