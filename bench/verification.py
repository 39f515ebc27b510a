"""What a verification costs, beside the same rows written by the database's own driver at the same durability.

One verification is what the page does under its lock: find the report and the verifier, decide, settle, post entries,
move standing and tallies, review badges, chain ledger and audit, commit. The floor writes the rows that the
verifications left, one transaction each, and reads nothing but the heads it must lock. On PostgreSQL eight clients share
the reports. The cost at 10,000 and at 5,000,000 entries is compared with teams of the same season's length.
"""

import shutil
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from flask import Flask
from sqlalchemy import select

from app import create_app
from app.config import Settings
from app.database import db, transaction
from app.models import Person, Report
from app.services import decisions
from app.services.judgements import Ruling
from bench.figures import Figure
from bench.replay import replay, written
from bench.rows import wait
from bench.seasons import NOW, build, places_of
from bench.servers import durable_postgres

ENTRIES_A_TEAM = 250
SMALL, LARGE = 10_000, 5_000_000
ON_SQLITE = 1_000
ON_POSTGRES = 4_000
CLIENTS = 8
Timed = list[float]


def measure() -> Sequence[Figure]:
    """Ratios to the floor on both databases, the rate with eight clients, and growth with the ledger."""
    return [*_sqlite(), *_postgres(), *_growth()]


def _sqlite() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, waiting = _prepared(f"sqlite:///{folder}/app.db", folder, SMALL, ON_SQLITE)
        _close(app)
        shutil.copyfile(folder / "app.db", folder / "floor.db")
        ours = verify(app, waiting)
        floor = _replayed(app, f"sqlite:///{folder}/floor.db", 1)
    return [
        Figure("SQLite, one client: a verification", statistics.median(ours) * 1000, "ms"),
        Figure("SQLite, one client: the same rows by the driver", statistics.median(floor) * 1000, "ms"),
        Figure(
            "SQLite: share of the driver's speed", statistics.median(floor) / statistics.median(ours), "", least=0.25
        ),
    ]


def _postgres() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name, durable_postgres() as server:
        folder = Path(name)
        app, waiting = _prepared(server.database("app"), folder, SMALL, ON_POSTGRES)
        _close(app)
        server.copy("app", "floor")
        begun = perf_counter()
        taken = _shared(_verify_some, [(server.url("app"), str(folder), waiting[at::CLIENTS]) for at in range(CLIENTS)])
        ours = perf_counter() - begun
        floor_taken, floor = _floor_of(app, server.url("floor"))
    del floor_taken
    return [
        Figure("PostgreSQL, eight clients: verifications a second", len(waiting) / ours, "/s", least=200),
        Figure("PostgreSQL, eight clients: p99", _p99(taken) * 1000, "ms", 300),
        Figure("PostgreSQL, eight clients: the same rows by the driver", len(waiting) / floor, "/s"),
        Figure("PostgreSQL: share of the driver's speed", floor / ours, "", least=0.45),
    ]


def _growth() -> list[Figure]:
    taken = []
    for size in (SMALL, LARGE):
        with tempfile.TemporaryDirectory() as name:
            app, waiting = _prepared(f"sqlite:///{name}/app.db", Path(name), size, ON_SQLITE)
            taken.append(statistics.median(verify(app, waiting)) * 1000)
            _close(app)
    return [
        *(
            Figure(f"SQLite: a verification at {size:,} entries", each, "ms")
            for size, each in zip((SMALL, LARGE), taken, strict=True)
        ),
        Figure("SQLite: growth", taken[1] / taken[0], "times", 1.2),
    ]


def _prepared(url: str, folder: Path, entries: int, waiting: int) -> tuple[Flask, list[str]]:
    app = build(url, folder, entries // ENTRIES_A_TEAM, entries)
    with app.app_context():
        author = db.session.scalars(select(Person.id).where(Person.login == "captain@bench.example")).one()
        found = wait(db.engine, places_of(), waiting, author, NOW)
    return app, found


def verify(app: Flask, waiting: Sequence[str]) -> Timed:
    """Decide each report as claimed, a transaction each; the seconds each took."""
    taken = []
    for uuid in waiting:
        begun = perf_counter()
        with app.app_context(), transaction():
            report = db.session.scalars(select(Report).where(Report.uuid == uuid)).one()
            verifier = db.session.scalars(select(Person).where(Person.login == "verifier@bench.example")).one()
            rulings = [Ruling(line.id, "verified", line.claimed) for line in report.lines]
            decisions.decide(report, verifier, rulings, report.version)
        taken.append(perf_counter() - begun)
    return taken


def _replayed(app: Flask, url: str, clients: int) -> Timed:
    with app.app_context():
        inserts, landed = written(db.engine, _uuids(app))
    floor = create_app(Settings(database_url=url, secret_key="only for benchmarks"))
    with floor.app_context():
        return replay(db.engine, 1, inserts, landed)
