"""Layouts: the province's own versions of the papers that ship with the project; the newest is used."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant, append_only
from app.models.checks import one_of
from app.models.people import Person

PAPERS = ("minutes", "proposal", "decision", "notice", "report")


class Layout(Base):
    """One version of one paper of one province; without content the one that ships is taken up again."""

    __tablename__ = "layouts"
    __table_args__ = (one_of("paper", PAPERS), Index(None, "unit_id", "paper", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    paper: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    by: Mapped[Person] = relationship()

    @property
    def is_own(self) -> bool:
        """Whether it is the province's, and not the shipped one taken up again."""
        return bool(self.sha256)


append_only(Layout.metadata.tables["layouts"])
