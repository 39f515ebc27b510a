"""Evidence of a report: photos, kept by content."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant
from app.models.checks import one_of

REMOVALS = ("", "replaced", "privacy", "expired")


class Evidence(Base):
    """One photo: re-encoded without metadata, its file named by its SHA-256.

    `fingerprint` is the picture's perceptual hash, a signed number of 64 bits; each of its three parts has an index
    that answers alone, by which near pictures are found. `taken_at` is what the camera said, where it said anything.
    With a `recheck_id` it came with that request and is no part of what the report says.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("report_id", "sha256"),
        one_of("removed_because", REMOVALS),
        *(Index(f"ix_evidence_{part}", part, "fingerprint", "id") for part in ("part_0", "part_1", "part_2")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    recheck_id: Mapped[int | None] = mapped_column(ForeignKey("recheck_requests.id"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    fingerprint: Mapped[int | None] = mapped_column(BigInteger)
    part_0: Mapped[int | None]
    part_1: Mapped[int | None]
    part_2: Mapped[int | None]
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    added_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    removed_because: Mapped[str] = mapped_column(String(12), default="")
