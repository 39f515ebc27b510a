"""The audit log, read."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import AuditEvent, Person
from app.queries.rights import Rights
from app.queries.scope import people_within

READING = ("officer", "auditor")


def latest(rights: Rights, limit: int = 50, offset: int = 0) -> Sequence[AuditEvent]:
    """What people of the reader's units and the commands did, the newest first."""
    within = people_within(rights.paths(*READING))
    return db.session.scalars(
        select(AuditEvent)
        .join(Person, Person.id == AuditEvent.actor_id)
        .where(Person.is_system.is_(True) | Person.id.in_(within))
        .options(joinedload(AuditEvent.actor))
        .order_by(AuditEvent.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
