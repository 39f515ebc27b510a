"""What the board costs with 10,000 and with 1,000,000 ledger entries, for 2,000 teams, in the same run; and with 100
and with 10,000 teams.

"Made anew" empties the process's memory of boards before each request; "remembered" is what readers get between two
decisions. The goal for the queries at the large size is their number at the small one. The floor is a bare Flask page
of the same size.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from app.database import db
from app.live.opening import live
from app.models import Person
from bench.figures import Figure, interleaved
from bench.seasons import CODE, build

TEAMS = 2_000
SIZES = (10_000, 1_000_000)
ROUNDS = 25
MOST_RATIO = 1.2
BOARD = f"/campaigns/{CODE}/leaderboard?cluster=phuong"
# name, who asks ("" for a stranger), address, whether its ratio has a goal
PAGES = (
    ("public board", "", BOARD, True),
    ("captain's board", "captain", BOARD, True),
    ("officer's board", "officer", BOARD, True),
    ("front page", "", f"/campaigns/{CODE}", True),
    ("team page", "", "/teams/DO00000", False),
)
GROWING = (100, 10_000)  # teams, of one number of entries
ENTRIES = 100_000
BY_TEAMS = (
    ("first ten", "", BOARD, True),
    ("own rank and neighbours", "", f"{BOARD}&team=DO00000", True),
    ("captain's board", "captain", BOARD, True),
)
Move = Callable[[], object]


def measure() -> Sequence[Figure]:
    """Medians and ratios of each page at both sizes, with its number of queries."""
    with tempfile.TemporaryDirectory() as name:
        apps = [build(f"sqlite:///{name}/{size}.db", Path(name), TEAMS, size) for size in SIZES]
        figures = _pages(apps, PAGES, [f"{size:,} entries" for size in SIZES])
        floor = _floor(apps[-1])
    with tempfile.TemporaryDirectory() as name:
        apps = [build(f"sqlite:///{name}/{teams}.db", Path(name), teams, ENTRIES) for teams in GROWING]
        return [*floor, *figures, *_pages(apps, BY_TEAMS, [f"{teams:,} teams" for teams in GROWING])]


def _pages(apps: Sequence[Flask], pages: Sequence[tuple[str, str, str, bool]], sizes: Sequence[str]) -> list[Figure]:
    return [figure for page in pages for forgets in (True, False) for figure in _page(apps, sizes, *page, forgets)]


def _page(
    apps: Sequence[Flask], sizes: Sequence[str], name: str, who: str, address: str, bound: bool, forgets: bool
) -> list[Figure]:
    moves = [_asking(app, _browser(app, who), address, forgets) for app in apps]
    small, large = interleaved(moves, ROUNDS)
    queries = [_queries(app, move) for app, move in zip(apps, moves, strict=True)]
    label = f"{name}, {'made anew' if forgets else 'remembered'}"
    return [
        *(Figure(f"{label}: {size}", taken, "ms") for size, taken in zip(sizes, (small, large), strict=True)),
        Figure(f"{label}: ratio, {sizes[1]} to {sizes[0]}", large / small, "times", MOST_RATIO if bound else None),
        Figure(f"{label}: queries", queries[1], "", queries[0]),
    ]


def _asking(app: Flask, client: FlaskClient, address: str, forgets: bool) -> Move:
    def ask() -> None:
        if forgets:
            app.extensions.pop("memory", None)
            live(app).shelf.clear()
        answer = client.get(address)
        assert answer.status_code == 200, answer.status
        answer.get_data()

    return ask


def _browser(app: Flask, who: str) -> FlaskClient:
    client = app.test_client()
    if who:
        with app.app_context():
            person = db.session.scalars(select(Person).where(Person.login == f"{who}@bench.example")).one()
            identity = person.get_id()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = identity, True
    return client


def _queries(app: Flask, move: Move) -> int:
    """How many statements one request sends."""
    seen: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    move()
    event.remove(engine, "before_cursor_execute", hear)
    return len(seen)


def _floor(app: Flask) -> list[Figure]:
    body = app.test_client().get(BOARD).get_data()
    bare = Flask("bare")
    bare.add_url_rule("/", view_func=lambda: body)
    client = bare.test_client()
    [taken] = interleaved([lambda: client.get("/").get_data()], ROUNDS * 4)
    return [
        Figure("the public board's size", len(body) / 1024, "KiB"),
        Figure("floor: a bare Flask page of that size", taken, "ms"),
    ]
