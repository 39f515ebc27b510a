"""Results: numbered versions of what was decided; the first decides, later ones amend. They never change."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.campaigns import Campaign
from app.models.milestones import Milestone
from app.models.snapshots import Snapshot


class Result(Base):
    """One version: its standings are the snapshot's, its prizes those of its milestone.

    `facts` and `sheet` are facts.json and results.csv of docs/results.md; the version's checkpoint signs `digest`, the
    SHA-256 of the facts. All three are empty for results that were announced before there were such files.
    """

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    number: Mapped[int]
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestones.id"), unique=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshots.id"), unique=True)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("result_submissions.id"), unique=True)
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    decision_number: Mapped[str] = mapped_column(String(60))
    decision_date: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    facts: Mapped[str] = mapped_column(Text, default="", deferred=True)
    sheet: Mapped[str] = mapped_column(Text, default="", deferred=True)

    campaign: Mapped[Campaign] = relationship()
    milestone: Mapped[Milestone] = relationship()
    snapshot: Mapped[Snapshot] = relationship()

    @property
    def is_amendment(self) -> bool:
        return self.number > 1


class SpecialAward(Base):
    """One special award of one version; `name` is what is read out, `why` the council's words."""

    __tablename__ = "special_awards"
    __table_args__ = (
        UniqueConstraint("result_id", "code", "name"),
        CheckConstraint("enrolment_id IS NULL OR nomination_id IS NULL", name="one_winner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("results.id"))
    code: Mapped[str] = mapped_column(String(40))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolments.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nominations.id"))
    name: Mapped[str] = mapped_column(String(200))
    unit_name: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(1000))


append_only(Result.metadata.tables["results"])
append_only(SpecialAward.metadata.tables["special_awards"])
