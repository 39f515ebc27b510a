"""People of the Union who sign in, and the system actors that act for a command."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant


class Actor(NamedTuple):
    """Who does something, as the chains know a person."""

    id: int
    uuid: str


class Person(Base):
    """Somebody who acts. Never a citizen who was helped."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    login: Mapped[str] = mapped_column(String(254), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    minor_until: Mapped[date | None]
    is_system: Mapped[bool] = mapped_column(default=False)
    session_epoch: Mapped[int] = mapped_column(default=1)
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None and not self.is_system

    @property
    def actor(self) -> Actor:
        """What the chains know of them, known before anything waits for its answer."""
        return Actor(self.id, self.uuid)

    @property
    def given_name(self) -> str:
        """The last word: how Vietnamese people address each other."""
        return self.full_name.split()[-1]

    def get_id(self) -> str:
        """What the session cookie carries; a new epoch ends every session at once."""
        return f"{self.uuid}:{self.session_epoch}"

    def take_password(self, password_hash: str) -> None:
        """A new password; whoever was signed in with the old one no longer is."""
        self.password_hash = password_hash
        self.session_epoch += 1
