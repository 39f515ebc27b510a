"""Lines of a report: an activity type and how many."""

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.checks import MOST_QUANTITY, whole


class ReportLine(Base):
    """One line. A line taken out of a returned report keeps its row with `claimed` 0: decisions may name it.

    `taps` are the seconds since the session began at which each help was counted; none for a total entered by hand.
    """

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
    taps: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
