"""At the day of the rules the public board freezes; the calendar has hidden later entries from its first minute on."""

from app.database import transaction
from app.queries.campaigns import all_campaigns, by_code, stage
from app.services import campaigns, locks, people

REASON = "calendar"


def run() -> list[str]:
    """Record every freeze that is due; returns the campaigns' codes."""
    return [code for code in [each.code for each in all_campaigns()] if _freeze(code)]


def _freeze(code: str) -> bool:
    with transaction():
        campaign = by_code(code)
        if campaign is None:
            return False
        locks.hold_campaign(campaign)
        where = stage(campaign)
        if not where.is_frozen or where.is_final or "board_freeze" in where.kinds:
            return False
        campaigns.freeze(campaign, people.system_actor(), REASON)
        return True
