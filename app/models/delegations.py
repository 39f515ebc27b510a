"""Delegations: a verifier lends their role over a unit to a deputy, from one day to another."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.people import Person
from app.models.role_grants import RoleGrant


class Delegation(Base):
    """One loan of a role: `grant` is what the deputy holds by it and ends with it, `giver_grant` what it was lent from.

    Rights are read from role grants alone; this row says whose they are, and which local days were meant, both ends
    included.
    """

    __tablename__ = "delegations"
    __table_args__ = (
        CheckConstraint("grant_id <> giver_grant_id", name="two_grants"),
        CheckConstraint("to_day >= from_day", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    giver_grant_id: Mapped[int] = mapped_column(ForeignKey("role_grants.id"), index=True)
    grant_id: Mapped[int] = mapped_column(ForeignKey("role_grants.id"), unique=True)
    from_day: Mapped[date]
    to_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    giver_grant: Mapped[RoleGrant] = relationship(foreign_keys=[giver_grant_id])
    grant: Mapped[RoleGrant] = relationship(foreign_keys=[grant_id])
    withdrawn_by: Mapped[Person | None] = relationship()
