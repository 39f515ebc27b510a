"""Lines of a report: an activity type and how many."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.checks import MOST_QUANTITY, whole


class ReportLine(Base):
    """One line. A line taken out of a returned report keeps its row with `claimed` 0: decisions may name it."""

    __tablename__ = "report_lines"
    __table_args__ = (
        UniqueConstraint("report_id", "activity_code"),
        *whole("claimed", 0, MOST_QUANTITY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    position: Mapped[int]
    activity_code: Mapped[str] = mapped_column(String(60))
    claimed: Mapped[int]
