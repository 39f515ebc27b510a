"""The audit log: every change of state leaves one event, in the same transaction."""

from typing import Any

from app.clock import wall
from app.database import db
from app.models import AuditEvent, Person


def record(kind: str, actor: Person, subject: str, **detail: Any) -> None:
    """Write down that `actor` did `kind` to `subject` (`noun:key`); audit keeps the wall's time."""
    db.session.add(AuditEvent(at=wall(), kind=kind, actor_id=actor.id, subject=subject, detail=detail))
