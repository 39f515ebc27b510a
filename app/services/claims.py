"""Each period of each job is done once, whoever runs it: the claim and its effect share one transaction."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.clock import wall
from app.database import db
from app.models import JobClaim


def claim(job: str, period: str) -> bool:
    """Take this period for the caller's transaction; False when it has been done already."""
    if is_done(job, period):
        return False
    try:
        with db.session.begin_nested():
            db.session.add(JobClaim(job=job, period=period, claimed_at=wall()))
    except IntegrityError:
        return False
    return True


def is_done(job: str, period: str) -> bool:
    """Whether somebody has done this period."""
    found = db.session.scalar(select(JobClaim.job).where(JobClaim.job == job, JobClaim.period == period))
    return found is not None
