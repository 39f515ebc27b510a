"""Once a day each campaign's chain is stated and signed; every statement is also kept in a file beside the database."""

from app import clock
from app.database import transaction
from app.models import Campaign, Checkpoint
from app.outside import notary
from app.queries.campaigns import all_campaigns, by_code, stage
from app.queries.checkpoints import checkpoints
from app.services import checkpoints as service
from app.services import claims

JOB = "checkpoints"


def run() -> list[str]:
    """Take what is due and file what is not filed; returns the new files' names."""
    codes = [each.code for each in all_campaigns()]
    for code in codes:
        _take(code)
    return [name for code in codes for name in _file(by_code(code))]


def file_name(campaign: Campaign, checkpoint: Checkpoint) -> str:
    """Sorted by name, a campaign's files are sorted by sequence."""
    return f"{campaign.code}-{checkpoint.seq:09d}-{checkpoint.reason}.json"


def _take(code: str) -> None:
    with transaction():
        campaign = by_code(code)
        if campaign is None or stage(campaign).is_final:
            return
        day = clock.local_day(clock.now(), campaign.zone)
        if claims.claim(JOB, f"{code}:{day}"):
            service.take_daily(campaign)


def _file(campaign: Campaign | None) -> list[str]:
    if campaign is None:
        return []
    named = {file_name(campaign, each): each.body for each in reversed(checkpoints(campaign))}
    return [name for name, body in named.items() if notary.file(name, body)]
