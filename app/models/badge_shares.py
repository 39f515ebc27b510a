"""Badge shares: who lets their team see their own badges. Without a row nobody else does."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant


class BadgeShare(Base):
    """One person's yes towards one team, by the wall's time; it holds for the stay in which it was given."""

    __tablename__ = "badge_shares"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
