"""The audit log: every change of state leaves one event, in the same transaction."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from app.clock import wall
from app.database import db
from app.models import AuditEvent, Person


def record(kind: str, actor: Person, subject: str, **detail: Any) -> None:
    """Write down that `actor` did `kind` to `subject` (`noun:key`); audit keeps the wall's time."""
    db.session.add(AuditEvent(at=wall(), kind=kind, actor_id=actor.id, subject=subject, detail=detail))


def record_each(kind: str, actor: Person, details: Mapping[str, Mapping[str, Any]]) -> None:
    """The same for many subjects at once, in one statement: detail by subject."""
    if not details:
        return
    common = {"at": wall(), "kind": kind, "actor_id": actor.id}
    db.session.execute(
        insert(AuditEvent),
        [common | {"subject": subject, "detail": dict(detail)} for subject, detail in details.items()],
    )
