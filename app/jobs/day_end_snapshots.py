"""After each local day the standings are copied: movement and rank history read these copies.

A copy speaks for the end of its day, whenever the job runs: entries posted after that midnight are left out. Days
missed while the worker was down are copied late, in order, and no further back than a month.
"""

from datetime import date, timedelta

from app import clock
from app.database import transaction
from app.models import Campaign
from app.queries.campaigns import Stage, all_campaigns, by_code, stage
from app.queries.past_board import last_before
from app.queries.snapshots import latest
from app.rulebook.deadlines import end_of
from app.services import claims, locks, snapshots

JOB = "day_end_snapshots"
FURTHEST_BACK = timedelta(days=31)


def run() -> list[str]:
    """Copy the standings of every ended day that has no copy; returns `campaign:day` for each copy."""
    return [
        f"{code}:{day}"
        for code in [each.code for each in all_campaigns()]
        for day in _missing(by_code(code))
        if _take(code, day)
    ]


def _missing(campaign: Campaign | None) -> list[date]:
    """Ended days since the newest copy, while the campaign's points can still move."""
    if campaign is None or (where := stage(campaign)).is_final:
        return []
    yesterday = clock.local_day(clock.now(), campaign.zone) - timedelta(days=1)
    newest = latest(campaign, "day")
    first = max(newest.day + timedelta(days=1) if newest else campaign.starts_on, yesterday - FURTHEST_BACK)
    return [first + timedelta(days=each) for each in range((min(yesterday, _last_day(where)) - first).days + 1)]


def _last_day(where: Stage) -> date:
    return max(where.calendar.deadlines.verification_closes, where.campaign.ends_on)


def _take(code: str, day: date) -> bool:
    with transaction():
        campaign = by_code(code)
        if campaign is None or not claims.claim(JOB, f"{code}:{day}"):
            return False
        locks.hold_campaign(campaign)
        midnight = end_of(day, campaign.zone)
        snapshots.take(campaign, "day", day, last_before(campaign, midnight), midnight)
        return True
