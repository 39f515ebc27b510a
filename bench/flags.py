"""What it costs to look at a report that was just sent, among 10,000 and among 1,000,000 reports with a photo each.

A look gathers everything flags are judged by, photos of all units included, and writes what it found; the transaction
around it belongs to the sending. The floor of a search for near photos are the same three questions asked through the
database's own driver, without anything worked out of the answers.
"""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import flask_migrate
from flask import Flask

from app import clock, create_app
from app.config import Settings
from app.database import WRITING, Writing, db, transaction
from app.queries.near_photos import Photo, near
from app.queries.near_questions import likely
from app.queries.planning import plainly
from app.queries.together import asked_together
from app.rulebook.fingerprints import reach
from app.services import flags
from bench.figures import Figure, interleaved
from bench.past_work import REPORTS_A_TEAM, fill, picture
from bench.seasons import NOW, enrol
from bench.verification import admin, own_server, url_of

SMALL, LARGE = 10_000, 1_000_000
WAITING, ROUNDS, FARTHEST = 200, 150, 8


def measure() -> Sequence[Figure]:
    """Milliseconds and growth on both databases."""
    with tempfile.TemporaryDirectory() as name:
        found = compared("SQLite", (f"sqlite:///{name}/small.db", f"sqlite:///{name}/large.db"), Path(name))
    with tempfile.TemporaryDirectory() as name, own_server() as server:
        for database in ("small", "large"):
            admin(server, f"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8'")
        found += compared("PostgreSQL", (url_of(server, "small"), url_of(server, "large")), Path(name))
    return found


Urls = tuple[str, str]


def compared(
    database: str, urls: Urls, folder: Path, sizes: tuple[int, int] = (SMALL, LARGE), rounds: int = ROUNDS
) -> list[Figure]:
    """A look among few and among many reports, and the search for near photos among the many."""
    (few, few_waiting), (many, many_waiting) = (built(*each, folder) for each in zip(urls, sizes, strict=True))
    with ExitStack() as sending:
        sends, looks = zip(_looks(sending, few, few_waiting), _looks(sending, many, many_waiting), strict=True)
        ours, grown = interleaved(looks, rounds, min(20, rounds), sends)
    with many.app_context():
        asked_together(*plainly())
        plain, copied = (lambda: near([_asked(Random())], FARTHEST)), (lambda: near([_asked()], FARTHEST))
        floor = _driver(many)
        searched, among, bare = interleaved((plain, copied, floor), rounds)
    return [
        Figure(f"{database}: a look among {sizes[0]:,} reports", ours, "ms", 5),
        Figure(f"{database}: a look among {sizes[1]:,} reports", grown, "ms", 5),
        Figure(f"{database}: growth of a look", grown / ours, "times"),
        Figure(f"{database}: near photos among {sizes[1]:,}", searched, "ms", 20),
        Figure(f"{database}: near photos, a picture copied a thousand times", among, "ms", 20),
        Figure(f"{database}: the same questions by the driver", bare, "ms"),
        Figure(f"{database}: near photos, times the driver's own", searched / bare, "times"),
    ]


def built(url: str, reports: int, folder: Path) -> tuple[Flask, list[int]]:
    """An app over so many decided reports, and the ids of those that wait."""
    app = create_app(Settings(database_url=url, secret_key="only for benchmarks", instance=folder))
    clock.stop(NOW)
    with app.app_context():
        flask_migrate.upgrade()
        with transaction():
            enrol(max(WAITING, reports // REPORTS_A_TEAM))
        db.session.remove()
    return app, fill(app, reports, WAITING)


def _looks(sending: ExitStack, app: Flask, waiting: Sequence[int]) -> tuple[Callable[[], None], Callable[[], None]]:
    """A report is being sent, its transaction open; and the look at it. Left as it was when the next is sent."""
    coming = cycle(waiting)

    def send() -> None:
        sending.close()
        sending.enter_context(app.app_context())
        sending.callback(WRITING.reset, WRITING.set(Writing()))
        db.session.connection()
        sending.callback(db.session.rollback)

    def look() -> None:
        flags.look([next(coming)])

    return send, look


def _asked(dice: Random | None = None) -> Photo:
    """A photo nobody has kept: of nothing else, or near a picture that many have copied."""
    seen = dice.getrandbits(64) if dice else picture(0) ^ 0b101
    return Photo("f" * 64, seen - (1 << 64) if seen >> 63 else seen, 0, 0)


def _driver(app: Flask) -> Callable[[], object]:
    """The questions of one search, asked without us."""
    fingerprint = _asked(Random()).fingerprint
    assert fingerprint is not None
    question = likely([fingerprint], reach(FARTHEST))
    connection: Any = db.engine.raw_connection()

    def move() -> object:
        cursor = connection.cursor()
        cursor.execute(question)
        return cursor.fetchall()

    return move
