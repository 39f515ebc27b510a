"""Verifier figures: what the statistics pages read, prepared by a job; and the badge a fair verifier earns."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.badge_awards import BADGE_LEVELS
from app.models.checks import one_of
from app.models.people import Person
from app.rulebook.appraised import Appraised


class VerifierFigure(Base):
    """One verifier's counts in one campaign as of `at`.

    What is counted stands with `rulebook.appraised.Appraised`, whose fields these are. `unit_path` is the unit they
    verify for, empty where they hold no such role any more.
    """

    __tablename__ = "verifier_figures"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    unit_path: Mapped[str] = mapped_column(String(400), default="")
    decided: Mapped[int] = mapped_column(default=0)
    in_time: Mapped[int] = mapped_column(default=0)
    reduced: Mapped[int] = mapped_column(default=0)
    median_minutes: Mapped[int] = mapped_column(default=0)
    checked: Mapped[int] = mapped_column(default=0)
    overturned: Mapped[int] = mapped_column(default=0)
    gave: Mapped[int] = mapped_column(default=0)
    agreed: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(Instant)

    person: Mapped[Person] = relationship()

    @property
    def counts(self) -> Appraised:
        return Appraised(*(getattr(self, name) for name in Appraised._fields))


class VerifierAward(Base):
    """A level of a verifier's badge, earned once in a campaign."""

    __tablename__ = "verifier_awards"
    __table_args__ = (
        one_of("level", BADGE_LEVELS),
        UniqueConstraint("campaign_id", "person_id", "badge_code", "level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    badge_code: Mapped[str] = mapped_column(String(60))
    level: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(Instant)


append_only(VerifierAward.metadata.tables["verifier_awards"])
