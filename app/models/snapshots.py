"""Snapshots: copies of the standings at a ledger sequence, for a reason. They never change."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.models.enrolments import Enrolment
from app.models.figures import Figures

REASONS = ("day", "board_freeze", "result", "amendment")


class Snapshot(Base):
    """One copy; a `day` snapshot holds the standings at the end of that local day."""

    __tablename__ = "snapshots"
    __table_args__ = (
        one_of("reason", REASONS),
        Index(
            "uq_snapshots_campaign_id_day",
            "campaign_id",
            "day",
            unique=True,
            sqlite_where=text("reason = 'day'"),
            postgresql_where=text("reason = 'day'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]
    seq: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(Instant)


class SnapshotRow(Figures, Base):
    """One enrolment's figures in one snapshot, with its rank in its cluster then."""

    __tablename__ = "snapshot_rows"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshots.id"), primary_key=True, autoincrement=False)
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolments.id"), primary_key=True, autoincrement=False, index=True
    )
    rank: Mapped[int]
    cluster_rank: Mapped[int]

    enrolment: Mapped[Enrolment] = relationship()


append_only(Snapshot.metadata.tables["snapshots"])
append_only(SnapshotRow.metadata.tables["snapshot_rows"])
