"""Whether anything has happened since that may change who somebody is: the audit log has a line for every change."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from app.models import AuditEvent

MOST = 500  # events; beyond that anything may have happened
# What changes nobody's name, session, role, team or unit.
PLAIN = (
    *("report.", "evidence.", "extra.", "joint.", "late.", "organising.", "unit_figures."),
    *("nomination.", "recheck.", "extra_recheck.", "cross_check", "badge.", "verifier_badges.", "batch_review."),
)
SINCE = (
    select(AuditEvent.id, AuditEvent.kind)
    .where(AuditEvent.id > bindparam("heard"))
    .order_by(AuditEvent.id.desc())
    .limit(MOST)
)


class Heard(NamedTuple):
    """The newest event of the audit log, and whether those up to it may have changed who somebody is."""

    newest: int
    has_changed: bool


def people_changed(connection: Connection, heard: int) -> Heard:
    """What the events after that one say."""
    events = connection.execute(SINCE, {"heard": heard}).all()
    if not events:
        return Heard(heard, has_changed=False)
    return Heard(events[0].id, len(events) == MOST or not all(each.kind.startswith(PLAIN) for each in events))
