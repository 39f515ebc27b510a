"""Report claims: who is looking at a report right now, and what they have written so far."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.people import Person


class ReportClaim(Base):
    """One person's look at one report until `until`; what they typed is kept, whichever device they go on with."""

    __tablename__ = "report_claims"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)

    person: Mapped[Person] = relationship()
