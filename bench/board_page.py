"""What the board costs with 10,000 and with 5,000,000 ledger entries, for 2,000 teams, in the same run; and with 100
and with 10,000 teams.

"After a decision" verifies a report before each request, which is not counted: the first reader pays for what moved.
"From nothing" empties the process's memory of boards before each request: so a process starts, and so it is after
teams, units or rules were loaded. "Remembered" is what readers get between two decisions. The goal for the queries at
the large size is their number at the small one. The floor is a bare Flask page of the same size. A captain's board has
up to 200 lines: 20 of 100 teams' cluster. The first fifty of all teams are asked of the board without a page around it.
"""

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from app.database import db
from app.live.boards import boards
from app.live.opening import live
from app.models import Person
from app.queries.campaigns import by_code, stage
from app.queries.horizon import horizon
from app.queries.reach import reach
from bench.figures import Figure, interleaved
from bench.rows import wait
from bench.seasons import CODE, NOW, build, places_of
from bench.verification import verify_one

TEAMS = 2_000
SIZES = (10_000, 5_000_000)
ROUNDS = 25
MOST_RATIO = 1.2
BOARD = f"/campaigns/{CODE}/leaderboard?cluster=phuong"
DECIDED, NOTHING, REMEMBERED = "after a decision", "from nothing", "remembered"
ALL = (DECIDED, NOTHING, REMEMBERED)
GROWING = (100, 10_000)  # teams, of one number of entries
ENTRIES = 100_000
TOP = 50
Move = Callable[[], object]


class Reading(NamedTuple):
    """What is read: how an app is asked for it, and when its ratio has a goal."""

    name: str
    asking: Callable[[Flask], Move]
    bound: Sequence[str]


def measure() -> Sequence[Figure]:
    """Medians and ratios of each page at both sizes, with its number of queries."""
    with tempfile.TemporaryDirectory() as name:
        seasons = [Season(build(f"sqlite:///{name}/{size}.db", Path(name), TEAMS, size)) for size in SIZES]
        figures = _measured(seasons, PAGES, [f"{size:,} entries" for size in SIZES])
        floor = _floor(seasons[-1].app)
    with tempfile.TemporaryDirectory() as name:
        seasons = [Season(build(f"sqlite:///{name}/{teams}.db", Path(name), teams, ENTRIES)) for teams in GROWING]
        return [*floor, *figures, *_measured(seasons, BY_TEAMS, [f"{teams:,} teams" for teams in GROWING])]


class Season:
    """An app over a campaign, and reports in it that wait for a decision."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            author = db.session.scalars(select(Person.id).where(Person.login == "captain@bench.example")).one()
            found = wait(db.engine, places_of(), len(PAGES) * (ROUNDS + 10), author, NOW)
            db.session.remove()
        self._waiting = iter(found)

    def prepare(self, when: str) -> None:
        """What comes before a request of that kind."""
        if when == DECIDED:
            verify_one(self.app, next(self._waiting))
        if when == NOTHING:
            self.app.extensions.pop("memory", None)
        if when != REMEMBERED:
            live(self.app).shelf.clear()  # under this storm it would give what was a moment ago


def _measured(seasons: Sequence[Season], readings: Sequence[Reading], sizes: Sequence[str]) -> list[Figure]:
    return [figure for each in readings for when in ALL for figure in _read(seasons, sizes, each, when)]


def _read(seasons: Sequence[Season], sizes: Sequence[str], reading: Reading, when: str) -> list[Figure]:
    moves = [reading.asking(each.app) for each in seasons]
    before = [partial(each.prepare, when) for each in seasons]
    small, large = interleaved(moves, ROUNDS, before=before)
    queries = []
    for each, prepare, move in zip(seasons, before, moves, strict=True):
        move()  # who asks has been known for a moment, or is asked for as well
        prepare()
        queries.append(_queries(each.app, move))
    label, most = f"{reading.name}, {when}", MOST_RATIO if when in reading.bound else None
    return [
        *(Figure(f"{label}: {size}", taken, "ms") for size, taken in zip(sizes, (small, large), strict=True)),
        Figure(f"{label}: ratio, {sizes[1]} to {sizes[0]}", large / small, "times", most),
        Figure(f"{label}: queries", queries[1], "", queries[0]),
    ]


def _first_lines(app: Flask) -> Move:
    """The first of all teams, line by line, as somebody of the Union sees them."""

    def ask() -> None:
        with app.app_context():
            campaign = by_code(CODE)
            assert campaign is not None
            seen = horizon(stage(campaign), full=True)
            assert len(boards(seen, reach(seen)).of()[:TOP]) == TOP

    return ask


def _page(who: str, address: str, app: Flask) -> Move:
    client = _browser(app, who)

    def ask() -> None:
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
        client.get(BOARD)  # their browser has its cookie
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


# who asks ("" for a stranger), address
PAGES = (
    Reading("public board", partial(_page, "", BOARD), ALL),
    Reading("captain's board", partial(_page, "captain", BOARD), ALL),
    Reading("officer's board", partial(_page, "officer", BOARD), ALL),
    Reading("front page", partial(_page, "", f"/campaigns/{CODE}"), ALL),
    Reading("team page", partial(_page, "", "/teams/DO00000"), ()),
)
BY_TEAMS = (
    Reading("first ten", partial(_page, "", BOARD), (DECIDED, REMEMBERED)),
    Reading("own rank and neighbours", partial(_page, "", f"{BOARD}&team=DO00000"), (DECIDED, REMEMBERED)),
    Reading("first fifty", _first_lines, (DECIDED, REMEMBERED)),
    Reading("captain's board", partial(_page, "captain", BOARD), ()),
    Reading("units' board", partial(_page, "", f"/campaigns/{CODE}/leaderboard?board=units"), ()),
)
