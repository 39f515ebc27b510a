"""Badge awards: which milestone a team reached, when, and the facts that earned it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.checks import one_of
from app.models.enrolments import Enrolment

BADGE_LEVELS = ("bronze", "silver", "gold")


class BadgeAward(Base):
    """One level of one badge. A level that is lost keeps its row, with the sequence at which it was lost, and why.

    `facts` is what earned it: the measured value and the verified quantities by activity that it rests on.
    """

    __tablename__ = "badge_awards"
    __table_args__ = (
        one_of("level", BADGE_LEVELS),
        Index(
            "uq_badge_awards_live",
            "enrolment_id",
            "badge_code",
            "level",
            unique=True,
            sqlite_where=text("revoked_seq IS NULL"),
            postgresql_where=text("revoked_seq IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    badge_code: Mapped[str] = mapped_column(String(60))
    level: Mapped[str] = mapped_column(String(12))
    value: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rules_version: Mapped[int]
    awarded_at: Mapped[datetime] = mapped_column(Instant)
    seq: Mapped[int]
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_seq: Mapped[int | None]
    revoked_reason: Mapped[str] = mapped_column(String(200), default="")

    enrolment: Mapped[Enrolment] = relationship()
