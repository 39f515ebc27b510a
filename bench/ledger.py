"""What a ledger of 5,000,000 entries costs: one more verification, its sums, its re-pricing, its proof.

The floor of `standings rebuild` is the driver's own aggregate over the same rows. Teams have seasons of one length, so
that the small and the large ledger differ in nothing but size. The proof is `tools/verify_ledger.py` over an export.
"""

import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter

from flask import Flask

from app.config import ROOT
from app.database import db
from app.exports.ledger import lines
from app.queries.campaigns import by_code
from app.services import standings
from bench.commands import peak
from bench.figures import Figure
from bench.seasons import CODE
from bench.verification import LARGE, ON_SQLITE, SMALL, in_turns, prepared, turn_of

PROVED = 1_000_000
ROUNDS = 3
AGGREGATE = (
    "SELECT enrolment_id, sum(points), sum(verified_quantity), sum(scored_quantity), max(seq) "
    "FROM ledger_entries GROUP BY enrolment_id"
)


def measure() -> Sequence[Figure]:
    """Growth of a verification, and the ratios and limits of the long commands."""
    with tempfile.TemporaryDirectory() as little, tempfile.TemporaryDirectory() as name:
        file = Path(name) / "bench.db"
        few = prepared(f"sqlite:///{little}/bench.db", little, SMALL, ON_SQLITE)
        app, waiting = prepared(f"sqlite:///{file}", name, LARGE, ON_SQLITE)
        small, large = in_turns(*turn_of(*few), *turn_of(app, waiting))
        return [
            Figure(f"a verification at {SMALL:,} entries", small * 1000, "ms"),
            Figure(f"a verification at {LARGE:,} entries", large * 1000, "ms"),
            Figure("growth of a verification", large / small, "times", 1.2),
            *_sums(app, file),
            *_repriced(file.parent),
            *_proved(app, file.parent),
        ]


def _sums(app: Flask, file: Path) -> list[Figure]:
    with app.app_context():
        campaign = by_code(CODE)
        assert campaign is not None
        ours = _least(lambda: standings.rebuild(campaign, check=True))
        db.session.remove()
    with closing(sqlite3.connect(file)) as connection:
        floor = _least(lambda: connection.execute(AGGREGATE).fetchall())
    return [
        Figure(f"standings rebuild of {LARGE:,} entries", ours, "s"),
        Figure("a plain aggregate over the same rows", floor, "s"),
        Figure("standings rebuild: ratio", ours / floor, "times", 1.25),
    ]


def _least(move: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        move()
        taken.append(perf_counter() - begun)
    return min(taken)


def _repriced(folder: Path) -> list[Figure]:
    begun = perf_counter()
    most = peak(folder, "ledger", "rebuild", "--campaign", CODE)
    taken = perf_counter() - begun
    return [
        Figure(f"ledger rebuild of {LARGE:,} entries", taken, "s"),
        Figure("ledger rebuild: peak memory", most, "MiB", 300),
    ]


def _proved(app: Flask, folder: Path) -> list[Figure]:
    export = folder / "ledger.jsonl"
    with app.app_context(), export.open("wb") as file:
        campaign = by_code(CODE)
        assert campaign is not None
        for _, line in zip(range(PROVED), lines(campaign), strict=False):
            file.write(line)
    begun = perf_counter()
    command = [sys.executable, str(ROOT / "tools" / "verify_ledger.py"), str(export)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    taken = perf_counter() - begun
    assert re.match(rf"intact: {PROVED} lines", said), said
    return [Figure(f"verify_ledger.py over {PROVED:,} entries", taken, "s", 10)]
