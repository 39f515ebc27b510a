"""What the independent verifier says of a campaign's ledger; nothing is decided on one it found broken.

It is held against the newest checkpoint file, not against the database's own copy: a database that was put back to an
earlier day is found behind it.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from app import clock
from app.config import ROOT
from app.exports.ledger import lines
from app.models import Campaign, LedgerCheck
from app.outside import notary
from app.outside.progress import Advance, unseen
from app.queries.invariants.links import broken_links
from app.queries.past_board import last_posted

VERIFIER = ROOT / "tools" / "verify_ledger.py"
PATIENCE = 600  # seconds
EACH = 1000  # lines between two looks at the clock
SIGNED = "signature: right, if this key is the published one"


def examine(campaign: Campaign, advance: Advance = unseen) -> LedgerCheck:
    """What `tools/verify_ledger.py` says of the campaign's export; not stored yet.

    Intact means here: every link holds, and so does the newest checkpoint file, under this installation's own key.
    """
    held_against = notary.filed(f"{campaign.code}-{'[0-9]' * 9}-*.json")[-1:]
    seq, status, said = _read_by_verifier(_told(lines(campaign), last_posted(campaign), advance), held_against)
    ours = not held_against or {f"key: {notary.public_key()}", SIGNED} <= set(said)
    verdict = said[0] if said else f"exit {status}"
    return LedgerCheck(
        campaign_id=campaign.id,
        at=clock.now(),
        seq=seq,
        intact=status == 0 and ours,
        verdict=verdict[:500] if ours else f"the checkpoint is not ours: {verdict}"[:500],
    )


def look(campaign: Campaign, advance: Advance = unseen) -> LedgerCheck:
    """The same, and whether the rows that points are read from say what the chain says."""
    found = examine(campaign, advance)
    fault = next(iter(broken_links(campaign)), "") if found.intact else ""
    if fault:
        found.intact, found.verdict = False, fault[:500]
    return found


def _told(export: Iterable[bytes], total: int, advance: Advance) -> Iterator[bytes]:
    for number, line in enumerate(export, start=1):
        yield line
        if number % EACH == 0 or number == total:
            advance(number, total)


def _read_by_verifier(export: Iterable[bytes], held_against: list[Path]) -> tuple[int, int, list[str]]:
    """How many lines it was given, its exit status and what it printed; it reads while the export is made."""
    command = [sys.executable, str(VERIFIER), "-", *map(str, held_against)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as done:
        assert done.stdin is not None
        assert done.stdout is not None
        given = 0
        with suppress(BrokenPipeError):  # it stops at the first fault
            for line in export:
                given += done.stdin.write(line) > 0
            done.stdin.close()
        said = done.stdout.read().decode().strip().splitlines()
        return given, done.wait(PATIENCE), said
