"""After each local day the standings are copied: movement and rank history read these copies.

A copy is taken of now, so it speaks for yesterday only: days missed while the worker was down stay without one.
"""

from datetime import timedelta

from app import clock
from app.database import transaction
from app.queries.campaigns import all_campaigns, by_code, stage
from app.services import campaigns, claims, snapshots

JOB = "day_end_snapshots"


def run() -> list[str]:
    """Copy the standings of every campaign that runs; returns `campaign:day` for each copy."""
    return [done for code in [each.code for each in all_campaigns()] if (done := _take(code))]


def _take(code: str) -> str | None:
    with transaction():
        campaign = by_code(code)
        if campaign is None:
            return None
        yesterday = clock.local_day(clock.now(), campaign.zone) - timedelta(days=1)
        period = f"{code}:{yesterday}"
        if claims.is_done(JOB, period):
            return None
        campaigns.lock(campaign)
        where = stage(campaign)
        last = where.calendar.deadlines.verification_closes
        if where.is_final or not campaign.starts_on <= yesterday <= max(last, campaign.ends_on):
            return None
        if not claims.claim(JOB, period):
            return None
        snapshots.take(campaign, "day", yesterday)
        return period
