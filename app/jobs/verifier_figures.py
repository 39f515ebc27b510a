"""When decisions or second looks have come since the last time, verifiers' figures are counted anew.

They are counted as of one moment before anything is locked, so nobody who decides waits for it.
"""

from app.database import one_state, transaction
from app.models import Campaign
from app.queries.appraisals import advanced_to, counted, units_of
from app.queries.campaigns import all_campaigns, by_code, stage
from app.rulebook.appraised import Appraised
from app.services import claims, people, verifier_figures

JOB = "verifier_figures"
Counted = tuple[str, dict[int, Appraised], dict[int, str]]


def run() -> list[str]:
    """Count every campaign that has moved; returns `campaign:people` for each."""
    return [done for code in [each.code for each in all_campaigns()] if (done := _renew(code))]


def _renew(code: str) -> str:
    with one_state():
        campaign = by_code(code)
        found = _counted(campaign) if campaign else None
    return _keep(code, *found) if found else ""


def _counted(campaign: Campaign) -> Counted | None:
    where = stage(campaign)
    period = advanced_to(where)
    if not period or claims.is_done(JOB, period):
        return None
    found = counted(where)
    return period, found, units_of(found.keys(), campaign)


def _keep(code: str, period: str, found: dict[int, Appraised], units: dict[int, str]) -> str:
    with transaction():
        campaign = by_code(code)
        if campaign is None or not claims.claim(JOB, period):
            return ""
        verifier_figures.keep(stage(campaign), found, units, people.system_actor())
        return f"{code}:{len(found)}"
