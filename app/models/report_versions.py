"""Report versions: what a report said each time it was sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant, append_only


class ReportVersion(Base):
    """The content of one version, so that whoever looked at an older one is shown what changed."""

    __tablename__ = "report_versions"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


append_only(ReportVersion.metadata.tables["report_versions"])
