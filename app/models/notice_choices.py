"""Notice choices: what a person wants otherwise than everybody."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.checks import one_of

CHANNELS = ("app", "email")


class NoticeChoice(Base):
    """One kind that a person has switched by one channel: off where the registry says on, on where it says off."""

    __tablename__ = "notice_choices"
    __table_args__ = (one_of("channel", CHANNELS),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(12), primary_key=True)
