"""Which teams may have moved on a live board since it was last worked out.

The audit log says so: it has a line for every change of state, and its numbers are in the order of the commits.
"""

from sqlalchemy import select

from app.database import db
from app.models import AuditEvent, LedgerEntry, Report
from app.queries.horizon import Horizon

MOST = 500  # events; beyond that a board is made anew
# What changes nothing on a board but the figures of the report's team, or of teams with new entries.
PLAIN = (
    *("report.", "evidence.", "extra.", "joint.", "late.", "organising.", "unit_figures."),
    *("person.", "role.", "link.", "nomination."),
)
REPORT = "report:"


def moved_since(horizon: Horizon, seq: int, event: int) -> set[int] | None:
    """The enrolments with entries after `seq` or decisions after that event; None where more may have changed.

    Where the board stands still, none moves.
    """
    query = select(AuditEvent.kind, AuditEvent.subject).where(AuditEvent.id > event).limit(MOST + 1)
    events = db.session.execute(query).all()
    if len(events) > MOST or not all(kind.startswith(PLAIN) for kind, _ in events):
        return None
    if horizon.seq is not None:
        return set()
    reports = {subject.removeprefix(REPORT) for _, subject in events if subject.startswith(REPORT)}
    posted = select(LedgerEntry.enrolment_id).where(
        LedgerEntry.campaign_id == horizon.stage.campaign.id, LedgerEntry.seq > seq
    )
    return set(db.session.scalars(posted.union(select(Report.enrolment_id).where(Report.uuid.in_(reports)))))
