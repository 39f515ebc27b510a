"""Every night the independent verifier reads each campaign's export; nothing is announced on a ledger it found broken.

It is held against the newest checkpoint file, not against the database's own copy: a database that was put back to an
earlier day is found behind it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from app import clock
from app.config import ROOT
from app.database import transaction
from app.exports.ledger import lines
from app.models import Campaign, LedgerCheck
from app.outside import notary
from app.queries.campaigns import all_campaigns, by_code
from app.services import claims, ledger

JOB = "ledger_checks"
VERIFIER = ROOT / "tools" / "verify_ledger.py"
PATIENCE = 600  # seconds


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
    """What `tools/verify_ledger.py` says of the campaign's export; not stored yet."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "ledger.jsonl"
        with export.open("wb") as file:
            file.writelines(lines(campaign))
        held_against = [str(path) for path in notary.filed(f"{campaign.code}-")[-1:]]
        done = subprocess.run(
            [sys.executable, str(VERIFIER), str(export), *held_against],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    said = (done.stdout or done.stderr).strip().splitlines()
    return LedgerCheck(
        campaign_id=campaign.id,
        at=clock.now(),
        seq=ledger.sequence(campaign.id),
        intact=done.returncode == 0,
        verdict=(said[0] if said else f"exit {done.returncode}")[:500],
    )
