"""What the end of a campaign costs: 2,000 teams and 1,000,000 entries become a result, and everybody looks at once.

The long reading of the ledger is an errand with a bar, before the transaction that decides. The page is asked for by
two web processes beside a bare Flask page of the same size, from the second in which it is announced.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from flask import Flask
from sqlalchemy import select, text

from app import clock
from app.database import db, transaction
from app.exports import proofs
from app.models import Campaign, Person
from app.queries.campaigns import by_code
from app.queries.results import open_submission
from app.services import campaigns, checkpoints, people, results
from bench.asking import Asked, in_turns
from bench.figures import Figure
from bench.seasons import CODE, build
from bench.serving import served
from bench.streams import start_clock
from bench.verification import own_server, url_of
from tests.live.frontages import frontage

TEAMS, ENTRIES = 2_000, 1_000_000
APRIL = datetime(2026, 4, 11, 2, 0, tzinfo=UTC)
DECISION = ("225-QĐ/TĐTN", date(2026, 4, 11))
PAGE = f"/campaigns/{CODE}/results"


def measure() -> Sequence[Figure]:
    """Seconds of each step on both databases, and requests a second of the page."""
    with tempfile.TemporaryDirectory() as name:
        app = build(f"sqlite:///{name}/app.db", Path(name), TEAMS, ENTRIES)
        found = [*_decided(app, "SQLite"), *_looked_at(app, Path(name))]
    with tempfile.TemporaryDirectory() as name, own_server() as server:
        return found + _decided(build(url_of(server, "app"), Path(name), TEAMS, ENTRIES), "PostgreSQL")


def _decided(app: Flask, where: str) -> list[Figure]:
    clock.stop(APRIL)
    with app.app_context():
        with transaction():
            by, unit = _person("officer"), _campaign().unit
            people.grant(people.add("signatory@bench.example", "Bùi Anh Tuấn", None, by), "signatory", unit, by)
        with db.engine.begin() as connection:
            connection.execute(text("ANALYZE"))  # as the nightly job and autovacuum do
        proving = _seconds(_prove)
        submitting = _seconds(_submit)
        deciding = _seconds(_approve)
        with transaction():
            campaigns.announce(_campaign(), _person("officer"))
    return [
        Figure(f"{where}: reading {ENTRIES:,} entries", proving, "s"),
        Figure(f"{where}: submitting", submitting, "s"),
        Figure(f"{where}: the transaction that decides", deciding, "s", 2),
        Figure(f"{where}: all of it", proving + submitting + deciding, "s", 10),
    ]


def _seconds(move: Callable[[], object]) -> float:
    begun = perf_counter()
    move()
    return perf_counter() - begun


def _prove() -> None:
    found = proofs.look(_campaign())
    assert found.intact, found.verdict
    with transaction() as session:
        session.add(found)
        checkpoints.take_daily(_campaign())


def _submit() -> None:
    with transaction():
        results.submit(_campaign(), str(uuid4()), _person("officer"), "Trình công nhận kết quả")


def _approve() -> None:
    with transaction():
        waiting = open_submission(_campaign())
        assert waiting is not None
        results.approve(waiting, _person("signatory"), *DECISION)


def _campaign() -> Campaign:
    found = by_code(CODE)
    assert found is not None
    return found


def _person(role: str) -> Person:
    return db.session.scalars(select(Person).where(Person.login == f"{role}@bench.example")).one()


def _looked_at(app: Flask, folder: Path) -> list[Figure]:
    """A stranger's page without and behind nginx, beside the floor."""
    start_clock(app)
    page = app.test_client().get(PAGE)
    (folder / "bare.html").write_bytes(page.data)
    user = "user root;" if os.getuid() == 0 else ""
    with (
        served(folder) as ours,
        served(folder, folder / "bare.html") as floor,
        frontage(folder, ours, user) as front,
    ):
        bare, plain, behind = in_turns([Asked(floor, "/bare"), Asked(ours, PAGE), Asked(front.port, PAGE)])
    return [
        Figure("the announcement page's size", len(page.data) / 1024, "KiB"),
        Figure("floor: a bare Flask page of that size", bare, "a second"),
        Figure("announcement page", plain, "a second"),
        Figure("announcement page: share of the floor", plain / bare, "", least=0.8),
        Figure("announcement page behind nginx", behind, "a second", least=2000),
    ]
