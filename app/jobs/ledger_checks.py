"""Every night the independent verifier reads each campaign's export; no result is decided on one it found broken."""

from app import clock
from app.database import one_state, transaction
from app.exports import proofs
from app.queries.campaigns import all_campaigns, by_code
from app.services import claims

JOB = "ledger_checks"


def run() -> list[str]:
    """Check every campaign that was not checked today; returns `campaign: verdict` for each."""
    return [told for code in [each.code for each in all_campaigns()] if (told := _check(code))]


def _check(code: str) -> str:
    """The long reading comes before the transaction, so that nobody who writes waits for it."""
    campaign = by_code(code)
    if campaign is None or claims.is_done(JOB, period := f"{code}:{clock.local_day(clock.now(), campaign.zone)}"):
        return ""
    with one_state():
        check = proofs.look(campaign)
    with transaction() as session:
        if not claims.claim(JOB, period):
            return ""
        session.add(check)
    return f"{code}: {check.verdict}"
