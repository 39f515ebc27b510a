"""Certificates: what was printed for whom, under which version of the results. They never change."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.results import Result

KINDS = ("team", "member", "special")


class Certificate(Base):
    """One certificate: a team's prize, a member's part in it, or a special award; every text as it was printed.

    `prize_code` is the prize's or the special award's; a special award of a unit has neither enrolment nor person.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        one_of("kind", KINDS),
        CheckConstraint("kind = 'special' OR enrolment_id IS NOT NULL", name="of_a_team"),
        CheckConstraint("kind <> 'member' OR person_id IS NOT NULL", name="of_a_person"),
        Index(None, "result_id"),
        Index(None, "enrolment_id"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("results.id"))
    kind: Mapped[str] = mapped_column(String(12))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolments.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    prize_code: Mapped[str] = mapped_column(String(40))
    prize: Mapped[str] = mapped_column(String(200))
    recipient: Mapped[str] = mapped_column(String(200))
    team: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(200))
    cluster: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)

    result: Mapped[Result] = relationship()
    enrolment: Mapped[Enrolment | None] = relationship()
    person: Mapped[Person | None] = relationship()


append_only(Certificate.metadata.tables["certificates"])
