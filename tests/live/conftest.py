"""A season on each kind of database, and readers that listen to its boards as a server's threads would."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from app.live import shelf as keeping
from app.live import streams
from app.live.answers import Address
from app.live.door import Door
from app.live.opening import live
from app.live.readers import Readers
from tests.browsing import Visitor
from tests.cast import CODE, NOW, cast, person_named, stand_still
from tests.fixtures.databases import built_app
from tests.keeping import keep
from tests.views.season import VNEID, Season

BOARD = f"/campaigns/{CODE}/leaderboard"
STREAM = f"/campaigns/{CODE}/leaderboard/stream"
PATIENCE = 10.0


class Listener:
    """An open page's stream; `next()` waits for an event, heartbeats are counted and passed over."""

    def __init__(self, client: FlaskClient, address: str = STREAM, **headers: str) -> None:
        self.answer = client.get(address, headers={"Accept": "text/event-stream", **headers})
        self.status = self.answer.status_code
        self.events: Queue[bytes] = Queue()
        self.beats, self.leaves = 0, Event()
        self.thread = Thread(target=self._read, daemon=True)
        self.thread.start()

    def next(self, seconds: float = PATIENCE) -> dict[str, str]:
        """The fields of the next event; raises Empty when none comes."""
        found: dict[str, str] = {}
        for line in self.events.get(timeout=seconds).decode().splitlines():
            name, _, value = line.partition(": ")
            found[name] = f"{found[name]}\n{value}" if name in found else value
        return found

    def hears_nothing_for(self, beats: int) -> bool:
        """Whether nothing but heartbeats came while so many passed."""
        wanted = self.beats + beats
        while self.beats < wanted and self.thread.is_alive():
            with suppress(Empty):
                self.events.get(timeout=0.05)
                return False
        return self.events.empty()

    def ends(self) -> bool:
        """Whether the server ends the stream by itself."""
        self.thread.join(timeout=PATIENCE)
        return not self.thread.is_alive()

    def leave(self) -> None:
        self.leaves.set()
        self.thread.join(timeout=PATIENCE)

    def _read(self) -> None:
        for chunk in self.answer.response:
            assert isinstance(chunk, bytes)
            event = chunk.removeprefix(streams.OPENING)
            if event == streams.HEARTBEAT:
                self.beats += 1
            elif event:
                self.events.put(event)
            if self.leaves.is_set():
                break
        self.answer.close()


BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """SQLite, unless the test is marked BOTH: what is told by the database, and what must not leak."""
    url: str = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_database")
    return url


@pytest.fixture
def season(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Season]:
    """The cast; QN1 leads, QN2 follows. Streams beat and ask often."""
    monkeypatch.setattr(streams, "BEAT", 0.1)
    monkeypatch.setattr(streams, "ASK", 0.2)
    with built_app(database, tmp_path) as app:
        found = Season(app)
        with app.app_context():
            keep("QN1 leads and QN2 follows", partial(led, found))
            stand_still(NOW)
        yield found
        live(app).hub.close()


def led(season: Season) -> None:
    cast()
    season.earns("QN1", {VNEID: 10})
    season.earns("QN2", {VNEID: 5})


Listens = Callable[..., Listener]


@pytest.fixture
def listens(season: Season) -> Iterator[Listens]:
    """Opens a stream as a stranger, or as one of the cast."""
    opened = []

    def listens(name: str = "", address: str = STREAM, **headers: str) -> Listener:
        browser = Visitor(season.app.test_client())
        if name:
            with season.app.app_context():
                browser.is_known_as(person_named(name))
        opened.append(Listener(browser.client, address, **headers))
        return opened[-1]

    yield listens
    for each in opened:
        each.leave()


class Front:
    """The app behind its door; `asked` are the answers that had to be made."""

    def __init__(self, app, monkeypatch) -> None:
        self.app, self.shelf = app, live(app).shelf
        self.asked: list[Address] = []
        self.watch, ask = self.shelf._watch, self.shelf._ask
        door = Door(app.wsgi_app, self.shelf, app.config["SESSION_COOKIE_NAME"], Readers(app, self.watch))
        self.client = Client(door, use_cookies=False)
        self.watch.wait(None, PATIENCE)

        def asking(address, version):
            self.asked.append(address)
            return ask(address, version)

        monkeypatch.setattr(self.shelf, "_ask", asking)

    def get(self, address=BOARD, **options):
        return self.client.get(address, **options)

    def after(self, do):
        """Do it, and come back when the watch knows."""
        before = self.watch.version()
        do()
        assert self.watch.wait(before, PATIENCE) != before


@pytest.fixture
def front(season, monkeypatch) -> Front:
    monkeypatch.setattr(keeping, "OLDEST", 60.0)  # only commits make an answer old here
    monkeypatch.setattr(keeping, "CREDIT", 60.0)  # and there is no storm
    return Front(season.app, monkeypatch)
