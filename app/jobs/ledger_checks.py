"""Every night the independent verifier reads each campaign's export; nothing is announced on a ledger it found broken.

It is held against the newest checkpoint file, not against the database's own copy: a database that was put back to an
earlier day is found behind it.
"""

import subprocess
import sys
import tempfile

from app import clock
from app.config import ROOT
from app.database import transaction
from app.exports.ledger import lines
from app.models import Campaign, LedgerCheck
from app.outside import notary
from app.queries.campaigns import all_campaigns, by_code
from app.services import claims

JOB = "ledger_checks"
VERIFIER = ROOT / "tools" / "verify_ledger.py"
PATIENCE = 600  # seconds
SIGNED = "signature: right, if this key is the published one"


def run() -> list[str]:
    """Check every campaign that was not checked today; returns `campaign: verdict` for each."""
    return [told for code in [each.code for each in all_campaigns()] if (told := _check(code))]


def _check(code: str) -> str:
    """The long reading comes before the transaction, so that nobody who writes waits for it."""
    campaign = by_code(code)
    if campaign is None or claims.is_done(JOB, period := f"{code}:{clock.local_day(clock.now(), campaign.zone)}"):
        return ""
    check = examine(campaign)
    with transaction() as session:
        if not claims.claim(JOB, period):
            return ""
        session.add(check)
    return f"{code}: {check.verdict}"


def examine(campaign: Campaign) -> LedgerCheck:
    """What `tools/verify_ledger.py` says of the campaign's export; not stored yet.

    Intact means here: every link holds, and so does the newest checkpoint file, under this installation's own key.
    """
    held_against = notary.filed(f"{campaign.code}-{'[0-9]' * 9}-*.json")[-1:]
    with tempfile.NamedTemporaryFile() as export:
        seq = sum(1 for line in lines(campaign) if export.write(line))
        export.flush()
        done = subprocess.run(
            [sys.executable, str(VERIFIER), export.name, *map(str, held_against)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    said = (done.stdout or done.stderr).strip().splitlines()
    ours = not held_against or {f"key: {notary.public_key()}", SIGNED} <= set(said)
    verdict = said[0] if said else f"exit {done.returncode}"
    return LedgerCheck(
        campaign_id=campaign.id,
        at=clock.now(),
        seq=seq,
        intact=done.returncode == 0 and ours,
        verdict=verdict[:500] if ours else f"the checkpoint is not ours: {verdict}"[:500],
    )
