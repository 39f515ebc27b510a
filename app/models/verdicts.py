"""Verdicts: what a decision says of each line."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, append_only
from app.models.checks import MOST_QUANTITY, one_of, whole

VERDICTS = ("verified", "rejected", "returned", "accepted")


class Verdict(Base):
    """One line's verdict. `returned` asks for a supplement; `accepted` is a line of a returned report that may stay."""

    __tablename__ = "verdicts"
    __table_args__ = (
        UniqueConstraint("decision_id", "line_id"),
        one_of("verdict", VERDICTS),
        *whole("verified_quantity", 0, MOST_QUANTITY),
        *whole("claimed", 0, MOST_QUANTITY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("report_lines.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(12))
    claimed: Mapped[int]
    verified_quantity: Mapped[int]
    reason: Mapped[str] = mapped_column(String(1000), default="")


append_only(Verdict.metadata.tables["verdicts"])
