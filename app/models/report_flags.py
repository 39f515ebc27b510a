"""Report flags: what makes a verifier look twice. They sort the queue and never reject anything."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class ReportFlag(Base):
    """One flag of a waiting report, with the figures its sentence names; made anew whenever the report is sent."""

    __tablename__ = "report_flags"
    __table_args__ = (UniqueConstraint("report_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    weight: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
