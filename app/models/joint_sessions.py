"""Joint sessions: one piece of work of two or more teams, its quantities split once and for all."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import MOST_QUANTITY, whole
from app.models.enrolments import Enrolment


class JointShare(Base):
    """What one team may report of one activity of the session; the shares add up to the whole."""

    __tablename__ = "joint_shares"
    __table_args__ = (*whole("quantity", 0, MOST_QUANTITY),)

    joint_session_id: Mapped[int] = mapped_column(ForeignKey("joint_sessions.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), primary_key=True, index=True)
    activity_code: Mapped[str] = mapped_column(String(60), primary_key=True)
    quantity: Mapped[int]

    enrolment: Mapped[Enrolment] = relationship()


class JointSession(Base):
    """One session on one day; `uuid` was made in the form, so that pressing twice makes one."""

    __tablename__ = "joint_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    activity_day: Mapped[date]
    name: Mapped[str] = mapped_column(String(200))
    content_hash: Mapped[str] = mapped_column(String(64))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)

    shares: Mapped[list[JointShare]] = relationship()


append_only(JointSession.metadata.tables["joint_sessions"])
append_only(JointShare.metadata.tables["joint_shares"])
