"""Badge greetings: up to which award a person has been told what their team earned."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class BadgeGreeting(Base):
    """The last award of one team that one person has seen."""

    __tablename__ = "badge_greetings"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("badge_awards.id"))
