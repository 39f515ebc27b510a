"""Boards asked for as often as two web processes can answer, while verifications commit at 20 a second.

The floor is a bare Flask page of the same size on the same server, asked in turns with the board, under the same
verifications. Who is signed in is asked for in the database after each of them.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Person
from bench.asking import ROUNDS, SECONDS, Asked, in_turns
from bench.figures import Figure
from bench.seasons import CODE
from bench.serving import served
from bench.streams import start_clock
from bench.verification import prepared, verify_one
from tests.live.frontages import frontage

ENTRIES, A_SECOND = 50_000, 20  # 200 teams
BOARD = f"/campaigns/{CODE}/leaderboard?cluster=phuong"


def measure() -> Sequence[Figure]:
    """Requests a second and their ratio to the floor: a stranger's page, also behind nginx, and a captain's."""
    with tempfile.TemporaryDirectory() as name:
        folder, reports = Path(name), int(5 * ROUNDS * SECONDS * A_SECOND * 1.5)
        app, waiting = prepared(f"sqlite:///{folder / 'app.db'}", name, ENTRIES, reports)
        start_clock(app)
        cookie, page = _signed_in(app), app.test_client().get(BOARD)
        (folder / "bare.html").write_bytes(page.data)
        user = "user root;" if os.getuid() == 0 else ""
        with (
            served(folder) as ours,
            served(folder, folder / "bare.html") as floor,
            frontage(folder, ours, user) as front,
            _verifying(app, waiting) as done,
        ):
            packed, signed_in = ("Accept-Encoding: gzip",), (f"Cookie: {cookie}",)
            pages = [Asked(floor, "/bare"), Asked(ours, BOARD), Asked(ours, BOARD, packed)]
            pages += [Asked(front.port, BOARD), Asked(ours, BOARD, signed_in)]
            bare, plain, gzipped, behind, captain = in_turns(pages)
    return [
        Figure("the public board's size", len(page.data) / 1024, "KiB"),
        Figure("verifications meanwhile", done(), "a second"),
        Figure("floor: a bare Flask page of that size", bare, "a second"),
        Figure("stranger's board", plain, "a second"),
        Figure("stranger's board: share of the floor", plain / bare, "", least=0.8),
        Figure("stranger's board, gzipped: share of the floor", gzipped / bare, ""),
        Figure("stranger's board behind nginx", behind, "a second"),
        Figure("stranger's board behind nginx: share of the floor", behind / bare, "", least=5),
        Figure("captain's board", captain, "a second"),
        Figure("captain's board: share of the floor", captain / bare, "", least=0.5),
    ]


@contextmanager
def _verifying(app: Flask, waiting: Sequence[str]) -> Iterator[object]:
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


def _signed_in(app: Flask) -> str:
    """The session cookie of a captain, as their browser keeps it after the first page."""
    client = app.test_client()
    with app.app_context():
        identity = db.session.scalars(select(Person).where(Person.login == "captain@bench.example")).one().get_id()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = identity, True
    client.get(BOARD)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    return f"{name}={cookie.value}"
