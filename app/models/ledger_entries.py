"""The ledger: one gapless hash chain of entries per campaign, and the head row that numbers it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant, append_only
from app.models.checks import MOST_POINTS, MOST_QUANTITY, one_of, whole
from app.rulebook.chain import NO_HASH

ENTRY_KINDS = ("award", "adjustment", "bonus", "penalty", "reversal", "annulment")


class LedgerEntry(Base):
    """One movement of points. Quantities and points are differences: they add up, entry by entry and in total.

    `body` is the canonical object that `hash` is the SHA-256 of; it begins with the previous entry's hash. It is kept
    as it was written, so that checking the chain never words anything again.
    """

    __tablename__ = "ledger_entries"
    __table_args__ = (
        one_of("kind", ENTRY_KINDS),
        UniqueConstraint("line_id", "cause"),
        *whole("verified_quantity", -MOST_QUANTITY, MOST_QUANTITY),
        *whole("scored_quantity", -MOST_QUANTITY, MOST_QUANTITY),
        *whole("points", -MOST_POINTS, MOST_POINTS),
        Index("ix_ledger_entries_enrolment_id_activity_day", "enrolment_id", "activity_day"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("report_lines.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    activity_code: Mapped[str | None] = mapped_column(String(60))
    activity_day: Mapped[date | None]
    kind: Mapped[str] = mapped_column(String(12))
    verified_quantity: Mapped[int]
    scored_quantity: Mapped[int]
    points: Mapped[int]
    rules_version: Mapped[int | None]
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(String(80))
    cause: Mapped[str] = mapped_column(String(80))
    posted_at: Mapped[datetime] = mapped_column(Instant)
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class LedgerHead(Base):
    """The last sequence of a campaign's chain and its hash; locked last and shortest."""

    __tablename__ = "ledger_heads"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64), default=NO_HASH)


append_only(LedgerEntry.metadata.tables["ledger_entries"])
