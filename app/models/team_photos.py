"""Team photos: one picture of a team at a time, shown in public with the consent of everybody on it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.checks import one_of
from app.models.people import Person
from app.models.teams import Team

TEAM_PHOTO_ENDS = ("", "replaced", "taken_back", "unsuitable", "privacy")


class TeamPhoto(Base):
    """One photo of one team; what was removed stays as a fact, its file is destroyed.

    `file` is its name in the store, drawn by lot: no two photos share one. `sha256` is that of its bytes.
    `consent` is the statement that was agreed to, word for word.
    """

    __tablename__ = "team_photos"
    __table_args__ = (
        one_of("removed_because", TEAM_PHOTO_ENDS),
        CheckConstraint("(removed_at IS NULL) = (removed_because = '')", name="removed"),
        CheckConstraint("removed_because <> 'unsuitable' OR reason <> ''", name="reasoned"),
        CheckConstraint("consent <> ''", name="consented"),
        Index(
            "uq_team_photos_live",
            "team_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    file: Mapped[str] = mapped_column(String(64), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    consent: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    removed_because: Mapped[str] = mapped_column(String(12), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")

    team: Mapped[Team] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=by_id)
    removed_by: Mapped[Person | None] = relationship(foreign_keys=removed_by_id)
