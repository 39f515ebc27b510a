"""Awards: prizes of a campaign, as announced. They never change."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, append_only
from app.models.enrolments import Enrolment


class Award(Base):
    """One prize of one enrolment, given by one announcement from one result snapshot."""

    __tablename__ = "awards"
    __table_args__ = (UniqueConstraint("milestone_id", "enrolment_id", "prize_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestones.id"))
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshots.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), index=True)
    prize_code: Mapped[str] = mapped_column(String(40))
    rank: Mapped[int]

    enrolment: Mapped[Enrolment] = relationship()


append_only(Award.metadata.tables["awards"])
