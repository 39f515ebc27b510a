"""What a verification costs, beside the same rows written by the database's own driver at the same durability.

One verification is the transaction of the page that decides: lock and read the report, settle, post entries, move
standing and tallies, review badges, tell the team, chain ledger and audit, commit. Which report, who decides and what
the form said of its lines are known when it begins, as they are in the page. The floor writes the rows that the
verifications left, one transaction each, and reads nothing but the heads it must lock. On PostgreSQL eight clients, a
process each, share the reports. What a verification costs in a large ledger stands in `bench/ledger.py`.
"""

import multiprocessing
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import psycopg
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import selectinload

from app import clock, create_app
from app.config import Settings
from app.database import db, transaction
from app.models import Campaign, Person, Report, ReportLine
from app.services import decisions
from app.services.decision_rows import Ruling
from bench.figures import Figure
from bench.replay import Landed, replay, written
from bench.rows import wait
from bench.seasons import CODE, NOW, build, places_of
from tests.fixtures.postgres import DURABLE, Server, find_binaries

ENTRIES_A_TEAM = 250
SMALL, LARGE = 10_000, 5_000_000
ON_SQLITE, ON_POSTGRES = 1_000, 4_000
CLIENTS = 8
WARM_UP = 20
IN_A_ROW = 50
PATIENCE = 600  # seconds until a client is given up
VERIFIER = select(Person).where(Person.login == "verifier@bench.example")
COUNTS = text("SELECT c.* FROM team_counts c JOIN reports r ON r.enrolment_id = c.enrolment_id WHERE r.uuid = :uuid")
AT_WORK = 40  # teams whose reports wait: as many in a ledger of any size
Seconds = list[float]
Turn = Callable[[Sequence[Any]], Seconds]
Work = Callable[[Flask, Sequence[Any]], Seconds]
Ready = Callable[[Flask, Sequence[Any]], Sequence[Any]]


def measure() -> Sequence[Figure]:
    """Shares of the driver's speed on both databases, and the rate with eight clients."""
    return [*_sqlite(), *_postgres()]


def _sqlite() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        first, waiting = prepared(f"sqlite:///{name}/first.db", name, SMALL, ON_SQLITE)
        app, floor = (_copied(name, each) for each in ("app", "floor"))
        inserts, landed = _recorded(first, waiting)
        ours, theirs = in_turns(*turn_of(app, waiting), partial(_replay, inserts, floor), landed)
    return [
        Figure("SQLite, one client: a verification", ours * 1000, "ms"),
        Figure("SQLite, one client: the same rows by the driver", theirs * 1000, "ms"),
        Figure("SQLite, one client: share of the driver's speed", theirs / ours, "", least=0.25),
    ]


def _copied(folder: str, name: str) -> Flask:
    shutil.copyfile(f"{folder}/first.db", f"{folder}/{name}.db")
    return opened(f"sqlite:///{folder}/{name}.db", folder)


def in_turns(one: Turn, its: Sequence[Any], other: Turn, others: Sequence[Any]) -> tuple[float, float]:
    """The median seconds of each, a few at a time by the one and by the other: the machine's moods meet both."""
    turns = range(0, len(its), IN_A_ROW)
    taken = [(one(its[at : at + IN_A_ROW]), other(others[at : at + IN_A_ROW])) for at in turns]
    one_took, other_took = ([*chain.from_iterable(each)][WARM_UP:] for each in zip(*taken, strict=True))
    return statistics.median(one_took), statistics.median(other_took)


def turn_of(app: Flask, waiting: Sequence[str]) -> tuple[Turn, Sequence["Waiting"]]:
    """What decides the next few of these reports as claimed, and all of them."""
    return partial(_verify, app), _found(app, waiting)


def _postgres() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name, own_server() as server:
        app, waiting = prepared(url_of(server, "app"), name, SMALL, ON_POSTGRES)
        admin(server, "CREATE DATABASE floor TEMPLATE app")
        taken, ours = _together(_found, _verify, url_of(server, "app"), name, waiting)
        inserts, landed = _written(app, waiting)
        _, floor = _together(_as_they_are, partial(_replay, inserts), url_of(server, "floor"), name, landed)
    return [
        Figure("PostgreSQL, eight clients: verifications", len(taken) / ours, "a second", least=200),
        Figure("PostgreSQL, eight clients: p99", sorted(taken)[len(taken) * 99 // 100] * 1000, "ms", 300),
        Figure("PostgreSQL, eight clients: the same rows by the driver", len(taken) / floor, "a second"),
        Figure("PostgreSQL, eight clients: share of the driver's speed", floor / ours, "", least=0.45),
    ]


def _verify(app: Flask, waiting: Sequence["Waiting"]) -> Seconds:
    """Decide each report as claimed, a transaction each; the seconds each took."""
    taken = []
    with app.app_context():  # the page's own, which it has before
        for each in waiting:
            begun = perf_counter()
            _decide(each)
            taken.append(perf_counter() - begun)
    return taken


def verify_one(app: Flask, uuid: str) -> None:
    """Find a report and decide it as claimed."""
    (found,) = _found(app, [uuid])
    with app.app_context():
        _decide(found)


class Waiting(NamedTuple):
    """A report as the page has it when its transaction begins, and what the form said."""

    report: Report
    verifier: Person
    rulings: Sequence[Ruling]


def _found(app: Flask, waiting: Sequence[str]) -> list[Waiting]:
    with app.app_context():
        asked = select(Report).where(Report.uuid.in_(waiting)).options(selectinload(Report.lines))
        found = {each.uuid: each for each in db.session.scalars(asked)}
        verifier = db.session.scalars(VERIFIER).one()
        db.session.remove()
    return [Waiting(found[uuid], verifier, [_as_claimed(line) for line in found[uuid].lines]) for uuid in waiting]


def _as_claimed(line: ReportLine) -> Ruling:
    return Ruling(line.id, "verified", line.claimed)


def _decide(waiting: Waiting) -> None:
    with transaction():
        decisions.decide(waiting.report, waiting.verifier, waiting.rulings, waiting.report.version)


def prepared(url: str, folder: str, entries: int, waiting: int) -> tuple[Flask, list[str]]:
    """An app with a ledger of that size and so many undecided reports; nobody is connected any more."""
    app = build(url, Path(folder), entries // ENTRIES_A_TEAM, entries)
    with app.app_context():
        author = db.session.scalars(select(Person.id).where(Person.login == "captain@bench.example")).one()
        places = places_of()
        at_work = places[:: -(-len(places) // AT_WORK)]
        db.session.remove()  # a reader would hold up the checkpoint
        found = wait(db.engine, at_work, waiting, author, NOW)
        with db.engine.begin() as connection:
            connection.execute(text("ANALYZE"))  # as the nightly job and autovacuum do
        db.engine.dispose()
    os.sync()  # what the filling left to be written would slow down what is measured
    return app, found


def opened(url: str, folder: str) -> Flask:
    app = create_app(Settings(database_url=url, secret_key="only for benchmarks", instance=Path(folder)))
    clock.stop(NOW)
    return app


def _written(app: Flask, waiting: Sequence[str]) -> tuple[dict[str, str], list[Landed]]:
    with app.app_context():
        found = written(db.engine, waiting)
        db.engine.dispose()
    return found


def _recorded(app: Flask, waiting: Sequence[str]) -> tuple[dict[str, str], list[Landed]]:
    """The same, with each team's counts as they were then: what would not change SQLite does not write."""
    counts = [_counts_after(app, uuid) for uuid in waiting]
    inserts, landed = _written(app, waiting)
    return inserts, [replace(each, counts=found) for each, found in zip(landed, counts, strict=True)]


def _counts_after(app: Flask, uuid: str) -> tuple[object, ...]:
    verify_one(app, uuid)
    with app.app_context(), db.engine.connect() as connection:
        return tuple(connection.execute(COUNTS, {"uuid": uuid}).one())


def _as_they_are(_app: Flask, whole: Sequence[Any]) -> Sequence[Any]:
    return whole


def _replay(inserts: dict[str, str], app: Flask, landed: Sequence[Landed]) -> Seconds:
    with app.app_context():
        campaign = db.session.scalars(select(Campaign.id).where(Campaign.code == CODE)).one()
        db.session.remove()
        return replay(db.engine, campaign, inserts, landed)


def _together(ready_for: Ready, work: Work, url: str, folder: str, whole: Sequence[Any]) -> tuple[Seconds, float]:
    """Shared out to a process for each client, all let go at once; what each transaction took, and all of them."""
    context = multiprocessing.get_context("spawn")
    ready, answers = context.Barrier(CLIENTS + 1), context.Queue()
    for at in range(CLIENTS):
        given = (ready_for, work, url, folder, whole[at::CLIENTS], ready, answers)
        context.Process(target=_client, args=given, daemon=True).start()
    ready.wait()
    begun = perf_counter()
    taken = [seconds for _ in range(CLIENTS) for seconds in answers.get(timeout=PATIENCE)]
    return taken, perf_counter() - begun


def _client(
    ready_for: Ready, work: Work, url: str, folder: str, whole: Sequence[Any], ready: Any, answers: Any
) -> None:
    app = opened(url, folder)
    part = ready_for(app, whole)
    work(app, part[:WARM_UP])
    ready.wait()
    answers.put(work(app, part[WARM_UP:]))


@contextmanager
def own_server() -> Iterator[Server]:
    """A durable server of our own, with an empty database for the app."""
    server = Server(find_binaries())
    try:
        server.make()
        server.start(DURABLE | {"shared_buffers": "128MB"})  # PostgreSQL's own; tests do with less
        admin(server, "CREATE DATABASE app TEMPLATE template0 ENCODING 'UTF8'")
        yield server
    finally:
        server.remove()


def url_of(server: Server, name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={server.folder}"


def admin(server: Server, statement: str) -> None:
    with psycopg.connect(f"{server.url}&dbname=postgres", autocommit=True) as connection:
        connection.execute(statement)
