"""The audit log, read."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import AuditEvent


def latest(limit: int = 50, offset: int = 0) -> Sequence[AuditEvent]:
    """Events, the newest first."""
    return db.session.scalars(
        select(AuditEvent)
        .options(joinedload(AuditEvent.actor))
        .order_by(AuditEvent.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
