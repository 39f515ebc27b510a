"""Evidence openings: who has looked at which photo, and when first."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant, append_only


class EvidenceOpening(Base):
    """A person opened a photo in full; an approval counts only after that."""

    __tablename__ = "evidence_openings"

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


append_only(EvidenceOpening.metadata.tables["evidence_openings"])
