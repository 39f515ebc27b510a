"""Standings: where each enrolment is now. A sum of its ledger entries, kept at every commit."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base
from app.models.enrolments import Enrolment
from app.models.figures import Figures


class Standing(Figures, Base):
    """One enrolment's figures now."""

    __tablename__ = "standings"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), primary_key=True, autoincrement=False)

    enrolment: Mapped[Enrolment] = relationship()
