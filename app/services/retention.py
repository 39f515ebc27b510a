"""Photos are kept ninety days after the decision; their fingerprints and the fact stay."""

from datetime import timedelta

from sqlalchemy import or_, select, update

from app import clock
from app.database import db
from app.models import Decision, Evidence, Person, Report
from app.services import audit

KEPT_DAYS = 90


def expire(by: Person) -> int:
    """Strike the photos of reports decided, or withdrawn, long enough ago; returns how many."""
    now = clock.now()
    ended = now - timedelta(days=KEPT_DAYS)
    decided = (
        select(Report.id)
        .join(Decision, Decision.id == Report.decision_id)
        .where(Report.state == "decided", Decision.decided_at < ended)
    )
    withdrawn = select(Report.id).where(Report.state == "withdrawn")
    struck = db.session.scalars(
        update(Evidence)
        .where(
            Evidence.removed_at.is_(None),
            or_(Evidence.report_id.in_(decided), Evidence.report_id.in_(withdrawn) & (Evidence.added_at < ended)),
        )
        .values(removed_at=now, removed_because="expired")
        .returning(Evidence.id)
    ).all()
    if struck:
        audit.record("evidence.expired", by, "photos", count=len(struck))
    return len(struck)
