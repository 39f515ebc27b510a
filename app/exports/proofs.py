"""What the independent verifier says of a campaign's ledger; nothing is decided on one it found broken.

It is held against the newest checkpoint file, not against the database's own copy: a database that was put back to an
earlier day is found behind it.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from app import clock
from app.config import ROOT
from app.models import Campaign, LedgerCheck
from app.outside import notary
from app.outside.progress import Advance, unseen
from app.queries.invariants.readings import Reading
from app.queries.past_board import last_posted
from app.rulebook.chain import line

VERIFIER = ROOT / "tools" / "verify_ledger.py"
PATIENCE = 600  # seconds
EACH = 500  # lines between two marks of the bar
AT_ONCE = 1 << 20  # bytes between the two processes, the most that Linux gives: each waits for the other less often
SIGNED = "signature: right, if this key is the published one"


def look(campaign: Campaign, advance: Advance = unseen) -> LedgerCheck:
    """What `tools/verify_ledger.py` says of the campaign's export, and whether the rows that points are read from say
    what the chain says: one reading of both, the verifier beside it. Not stored yet.

    Intact means: every link holds and is what its row says, and so does the newest checkpoint file, under this
    installation's own key.
    """
    held_against = notary.filed(f"{campaign.code}-{'[0-9]' * 9}-*.json")[-1:]
    reading = Reading(campaign)
    seq, status, said = _read_by_verifier(_told(reading, last_posted(campaign), advance), held_against)
    ours = not held_against or {f"key: {notary.public_key()}", SIGNED} <= set(said)
    verdict = said[0] if said else f"exit {status}"
    if status == 0:
        verdict = reading.fault or verdict
    return LedgerCheck(
        campaign_id=campaign.id,
        at=clock.now(),
        seq=seq,
        intact=status == 0 and ours and not reading.fault,
        verdict=verdict[:500] if ours else f"the checkpoint is not ours: {verdict}"[:500],
    )


def _told(reading: Reading, total: int, advance: Advance) -> Iterator[list[bytes]]:
    """The export in pieces: a write for each line would cost as much as the line."""
    links, done = reading.links(), 0
    while piece := [line(body, hash_) for body, hash_ in islice(links, EACH)]:
        yield piece
        done += len(piece)
        advance(done, total)


def _read_by_verifier(export: Iterable[list[bytes]], held_against: list[Path]) -> tuple[int, int, list[str]]:
    """How many lines it was given, its exit status and what it printed; it reads while the export is made."""
    command = [sys.executable, str(VERIFIER), "-", *map(str, held_against)]
    with subprocess.Popen(
        command, AT_ONCE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pipesize=AT_ONCE
    ) as done:
        assert done.stdin is not None
        assert done.stdout is not None
        given = 0
        with suppress(BrokenPipeError):  # it stops at the first fault
            for piece in export:
                done.stdin.write(b"".join(piece))
                given += len(piece)
            done.stdin.close()
        said = done.stdout.read().decode().strip().splitlines()
        return given, done.wait(PATIENCE), said
