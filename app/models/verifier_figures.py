"""Verifier figures: what the statistics pages read, prepared by a job; and the badge a fair verifier earns."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.people import Person

COUNTED = ("decided", "within_48h", "reduced", "checked", "overturned", "gave", "agreed")


class VerifierFigure(Base):
    """One verifier's counts in one campaign as of `at`.

    `decided`: reports they decided first, `within_48h` of them in time, `reduced` of them lowered or rejected;
    `median_minutes` from sending to decision. `checked`: of those, how many had a second look drawn by lot,
    `overturned` of them changed. `gave`: second looks they gave themselves, `agreed` of them without a change.
    """

    __tablename__ = "verifier_figures"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    unit_path: Mapped[str] = mapped_column(String(400), default="")
    decided: Mapped[int] = mapped_column(default=0)
    within_48h: Mapped[int] = mapped_column(default=0)
    reduced: Mapped[int] = mapped_column(default=0)
    median_minutes: Mapped[int] = mapped_column(default=0)
    checked: Mapped[int] = mapped_column(default=0)
    overturned: Mapped[int] = mapped_column(default=0)
    gave: Mapped[int] = mapped_column(default=0)
    agreed: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(Instant)

    person: Mapped[Person] = relationship()


class VerifierAward(Base):
    """A level of a verifier's badge, earned once in a campaign."""

    __tablename__ = "verifier_awards"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id", "badge_code", "level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    badge_code: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)


append_only(VerifierAward.metadata.tables["verifier_awards"])
