"""Notices: what a person is told, in the app and, unless they switched it off, by e-mail."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant


class Notice(Base):
    """One thing told to one person; `key` keeps it from being told twice. Nothing is shown or sent before `ready_at`.

    What is undone in time is cancelled and was never seen.
    """

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_person_id_ready_at", "person_id", "ready_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Instant)
    ready_at: Mapped[datetime] = mapped_column(Instant, index=True)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
