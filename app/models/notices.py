"""Notices: what a person is told, in the app and, unless they switched it off, by e-mail."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant


class Notice(Base):
    """One thing told to one person, who held `role` (over that team); `key` keeps it from being told twice.

    Nothing is shown or sent before `ready_at`, by the wall's time; what is undone until then is cancelled and was never
    seen. `made_at` is the competition's time, as on every page. `mailed_at` says when it was settled whether an e-mail
    goes out, `mail_id` which one does.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_person_id_ready_at", "person_id", "ready_at"),
        Index(
            "ix_notices_unmailed",
            "ready_at",
            sqlite_where=text("mailed_at IS NULL"),
            postgresql_where=text("mailed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(20))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Instant)
    ready_at: Mapped[datetime] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    read_at: Mapped[datetime | None] = mapped_column(Instant)
    mailed_at: Mapped[datetime | None] = mapped_column(Instant)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"))
