"""The audit log: every change of state, by whom and when. One gapless hash chain that only grows."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.people import Person


class AuditEvent(Base):
    """One event; `subject` names the thing it touched as `noun:key`, `id` is its place in the chain.

    `body` is the canonical object that `hash` is the SHA-256 of; it begins with the previous event's hash.
    """

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_subject", "subject"), Index("ix_audit_events_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    subject: Mapped[str] = mapped_column(String(120))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))

    actor: Mapped[Person] = relationship()


class AuditHead(Base):
    """The last event's number and hash: one row, the last lock of every transaction."""

    __tablename__ = "audit_heads"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


append_only(AuditEvent.metadata.tables["audit_events"])
