"""How far the demonstration's clock stands from the wall's; nothing in other databases."""

from datetime import timedelta

from flask import g, has_app_context

from app.database import db
from app.models import Setting

KEY = "clock_offset_seconds"


def offset() -> timedelta:
    """The stored offset, read once per request."""
    if not has_app_context():
        return timedelta()
    if "clock_offset" not in g:
        found = db.session.get(Setting, KEY)
        g.clock_offset = timedelta(seconds=float(found.value)) if found else timedelta()
    kept: timedelta = g.clock_offset
    return kept
