"""Boards asked for as often as two web processes can answer, while verifications commit at 20 a second.

The floor is a bare Flask page of the same size on the same server, asked in turns with the board, under the same
verifications. Who is signed in is asked for in the database: on SQLite after each of them, on PostgreSQL with each
request. The captain's page is asked for by one of them again and again, and by those of all teams in turns.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.models import Person, Team
from app.services import people
from bench.asking import ROUNDS, SECONDS, Asked, in_turns
from bench.figures import Figure
from bench.seasons import CODE
from bench.serving import served
from bench.streams import start_clock
from bench.verification import own_server, prepared, url_of, verify_one
from tests.live.frontages import frontage

ENTRIES, A_SECOND = 50_000, 20  # 200 teams
BOARD = f"/campaigns/{CODE}/leaderboard?cluster=phuong"
BARE = "bare.html"


def measure() -> Sequence[Figure]:
    """Requests a second and their ratio to the floor: a stranger's page, also behind nginx, and captains'."""
    with tempfile.TemporaryDirectory() as name:
        found = _on_sqlite(Path(name))
    with tempfile.TemporaryDirectory() as name, own_server() as server:
        return [*found, *_on_postgres(Path(name), url_of(server, "app"))]


def _on_sqlite(folder: Path) -> list[Figure]:
    app, waiting, captains = _prepared(f"sqlite:///{folder / 'app.db'}", folder, turns=6)
    page = app.test_client().get(BOARD)
    user = "user root;" if os.getuid() == 0 else ""
    with (
        served(folder) as ours,
        served(folder, folder / BARE) as floor,
        frontage(folder, ours, user) as front,
        _verifying(app, waiting) as done,
    ):
        pages = [Asked(floor, "/bare"), Asked(ours, BOARD), Asked(ours, BOARD, ("Accept-Encoding: gzip",))]
        pages += [Asked(front.port, BOARD), Asked(ours, BOARD, (), captains[:1]), Asked(ours, BOARD, (), captains)]
        bare, plain, gzipped, behind, one, many = in_turns(pages)
    return [
        Figure("the public board's size", len(page.data) / 1024, "KiB"),
        Figure("verifications meanwhile", done(), "a second"),
        Figure("floor: a bare Flask page of that size", bare, "a second"),
        Figure("stranger's board", plain, "a second"),
        Figure("stranger's board: share of the floor", plain / bare, "", least=0.8),
        Figure("stranger's board, gzipped: share of the floor", gzipped / bare, ""),
        Figure("stranger's board behind nginx", behind, "a second"),
        Figure("stranger's board behind nginx: share of the floor", behind / bare, "", least=5),
        Figure("a captain's board", one, "a second"),
        Figure("a captain's board: share of the floor", one / bare, "", least=0.5),
        Figure(f"{len(captains)} captains' board", many, "a second"),
        Figure(f"{len(captains)} captains' board: share of the floor", many / bare, "", least=0.5),
    ]


def _on_postgres(folder: Path, url: str) -> list[Figure]:
    app, waiting, captains = _prepared(url, folder, turns=4)
    with (
        served(folder, url=url) as ours,
        served(folder, folder / BARE) as floor,
        _verifying(app, waiting) as done,
    ):
        pages = [Asked(floor, "/bare"), Asked(ours, BOARD)]
        pages += [Asked(ours, BOARD, (), captains[:1]), Asked(ours, BOARD, (), captains)]
        bare, plain, one, many = in_turns(pages)
    return [
        Figure("PostgreSQL: verifications meanwhile", done(), "a second"),
        Figure("PostgreSQL: floor", bare, "a second"),
        Figure("PostgreSQL: stranger's board: share of the floor", plain / bare, "", least=0.8),
        Figure("PostgreSQL: a captain's board: share of the floor", one / bare, "", least=0.5),
        Figure(f"PostgreSQL: {len(captains)} captains' board: share of the floor", many / bare, "", least=0.5),
    ]


def _prepared(url: str, folder: Path, turns: int) -> tuple[Flask, list[str], tuple[str, ...]]:
    """The app, enough reports to verify meanwhile, and all captains' cookies; the bare page lies in the folder."""
    app, waiting = prepared(url, str(folder), ENTRIES, int(turns * ROUNDS * SECONDS * A_SECOND * 1.5))
    start_clock(app)
    (folder / BARE).write_bytes(app.test_client().get(BOARD).data)
    return app, waiting, tuple(_signed_in(app, login) for login in _captains(app))


def _captains(app: Flask) -> list[str]:
    """One for each team, by login."""
    with app.app_context(), transaction():
        by = people.system_actor()
        for team in db.session.scalars(select(Team)):
            person = people.add(f"{team.code.lower()}@bench.example", f"Nguyễn Văn {team.code}", None, by)
            people.grant(person, "captain", team, by)
        return [f"{code.lower()}@bench.example" for code in db.session.scalars(select(Team.code).order_by(Team.id))]


@contextmanager
def _verifying(app: Flask, waiting: Sequence[str]) -> Iterator[Callable[[], float]]:
    """Verifications at their pace until the end; afterwards their true rate."""
    stop, begun, landed = Event(), monotonic(), 0
    rate = [0.0]

    def verify() -> None:
        nonlocal landed
        for number, uuid in enumerate(waiting):
            if stop.wait(max(0.0, begun + number / A_SECOND - monotonic())):
                return
            verify_one(app, uuid)
            landed += 1

    thread = Thread(target=verify)
    thread.start()
    try:
        yield lambda: rate[0]
    finally:
        rate[0] = landed / (monotonic() - begun)
        stop.set()
        thread.join()


def _signed_in(app: Flask, login: str) -> str:
    """The session cookie of that person, as their browser keeps it after the first page."""
    client = app.test_client()
    with app.app_context():
        identity = db.session.scalars(select(Person).where(Person.login == login)).one().get_id()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = identity, True
    client.get(BOARD)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    return f"{name}={cookie.value}"
