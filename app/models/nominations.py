"""Nominations: a unit puts a person forward for an individual award; nobody is honoured without their consent."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.models.people import Person
from app.models.units import Unit

CONSENTS = ("member", "guardian")


class Nomination(Base):
    """One person, put forward once a campaign; `name` is how they are read out."""

    __tablename__ = "nominations"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(String(1000))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    unit: Mapped[Unit] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    consents: Mapped[list["NominationConsent"]] = relationship(
        back_populates="nomination", order_by="NominationConsent.id"
    )

    @property
    def answers(self) -> dict[str, bool]:
        """The answer that holds, by whose it is."""
        return {each.whose: each.given for each in self.consents}


class NominationConsent(Base):
    """A yes or a no: the member's own, and for a minor what their guardian signed, as the unit recorded it.

    A yes can be taken back, which is a no; a no holds.
    """

    __tablename__ = "nomination_consents"
    __table_args__ = (one_of("whose", CONSENTS), UniqueConstraint("nomination_id", "whose", "given"))

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nominations.id"))
    whose: Mapped[str] = mapped_column(String(12))
    given: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    nomination: Mapped[Nomination] = relationship(back_populates="consents")


append_only(Nomination.metadata.tables["nominations"])
append_only(NominationConsent.metadata.tables["nomination_consents"])
