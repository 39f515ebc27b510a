"""A verifier looks at a report: others see it, and what is typed is there again on any device."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app.clock import wall
from app.database import db
from app.models import Person, Report, ReportClaim
from app.services import locks

HELD = timedelta(minutes=10)


def look(report: Report, by: Person, typed: Mapping[str, str]) -> None:
    """Hold the report for this person for a while and keep what they have typed so far; it binds nobody."""
    locks.hold(report)
    at = wall()
    mine = ReportClaim.report_id == report.id, ReportClaim.person_id == by.id
    claim = db.session.scalar(select(ReportClaim).where(*mine))
    if claim is None:
        db.session.add(ReportClaim(report_id=report.id, person_id=by.id, since=at, until=at + HELD, typed=dict(typed)))
        return
    if claim.until < at:
        claim.since = at
    claim.until, claim.typed = at + HELD, dict(typed) or claim.typed
