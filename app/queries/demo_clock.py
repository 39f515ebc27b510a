"""How far the demonstration's clock stands from the wall's; nothing in other databases."""

from datetime import timedelta

from sqlalchemy import select

from app.database import db
from app.models import Setting

KEY = "clock_offset_seconds"
STORED = select(Setting.value).where(Setting.key == KEY).scalar_subquery()
"""What is stored of it, as a column of any statement."""


def offset() -> timedelta:
    """The stored offset."""
    found = db.session.get(Setting, KEY)
    return told(found.value if found else None)


def told(stored: str | None) -> timedelta:
    """The offset that a stored value tells."""
    return timedelta(seconds=float(stored)) if stored is not None else timedelta()
