"""Which person holds which role, over which unit or team, from when to when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.checks import one_of
from app.models.people import Person
from app.models.teams import Team
from app.models.units import Unit

TEAM_ROLES = ("captain", "member")
UNIT_ROLES = ("verifier", "officer", "signatory", "council", "auditor", "admin")


class RoleGrant(Base):
    """One role of one person; it ends, it is never deleted."""

    __tablename__ = "role_grants"
    __table_args__ = (
        one_of("role", TEAM_ROLES + UNIT_ROLES),
        CheckConstraint("(team_id IS NULL) <> (unit_id IS NULL)", name="one_scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    unit: Mapped[Unit | None] = relationship()
    team: Mapped[Team | None] = relationship()

    def is_active(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)
