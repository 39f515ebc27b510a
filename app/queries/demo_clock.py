"""How far the demonstration's clock stands from the wall's; nothing in other databases."""

from datetime import timedelta

from app.database import db
from app.models import Setting

KEY = "clock_offset_seconds"


def offset() -> timedelta:
    """The stored offset."""
    found = db.session.get(Setting, KEY)
    return timedelta(seconds=float(found.value)) if found else timedelta()
