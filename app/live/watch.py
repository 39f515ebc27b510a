"""Knows that something was committed, by whatever process: PostgreSQL says so, SQLite is asked."""

import sqlite3
from threading import Condition, Event, Lock, Thread
from typing import Protocol

import psycopg
from sqlalchemy.engine import URL, make_url

from app.live.audited import Audited

GLANCE = 0.02  # seconds between two looks at SQLite's counter while somebody waits
SIGN = 5.0  # seconds after which a silent PostgreSQL is asked whether it is still there
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
TURN = 0.2  # seconds within which the listening thread ends when it is told to


class Watch(Protocol):
    """One small interface for both databases."""

    def version(self) -> int | None:
        """Another number after every commit that may move a board; None while nobody can tell."""

    def audited(self) -> int | None:
        """Another number after every commit the audit log tells of, never behind one; None while nobody can tell."""

    def wait(self, seen: int | None, seconds: float) -> int | None:
        """The version as soon as it is another than `seen`, or after so many seconds."""

    def close(self) -> None:
        """Let go of the connection; it is not asked again."""


def watch(database_url: str) -> Watch:
    """The watch over that database; it connects when it is first asked."""
    url = make_url(database_url)
    return SqliteWatch(url.database or "") if url.get_backend_name() == "sqlite" else PostgresWatch(url)


class SqliteWatch:
    """Asks a connection of its own for `PRAGMA data_version`: microseconds, and never behind a commit."""

    def __init__(self, path: str) -> None:
        self._path, self._lock, self._closed = path, Lock(), Event()
        self._connection: sqlite3.Connection | None = None

    def version(self) -> int | None:
        with self._lock:
            if self._connection is None and not self._closed.is_set():
                self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            if self._connection is None:
                return None
            found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return found

    audited = version

    def wait(self, seen: int | None, seconds: float) -> int | None:
        for _ in range(max(1, round(seconds / GLANCE))):
            if self._closed.wait(GLANCE) or self.version() != seen:
                break
        return self.version()

    def close(self) -> None:
        self._closed.set()
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None


class PostgresWatch:
    """Listens on a connection of its own, in a thread; a connection that was lost is made again and counts as news."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._news, self._closed = Condition(), Event()
        self._count, self._listening = 0, False
        self._thread: Thread | None = None
        self._log = Audited(self._url)

    def version(self) -> int | None:
        self._begin()
        with self._news:
            return self._count if self._listening else None

    def audited(self) -> int | None:
        return self._log.newest()  # what is heard is of boards alone, and a moment late

    def wait(self, seen: int | None, seconds: float) -> int | None:
        self._begin()
        with self._news:
            self._news.wait_for(lambda: self._closed.is_set() or (self._listening and self._count != seen), seconds)
            return self._count if self._listening else None

    def close(self) -> None:
        self._closed.set()
        self._log.close()
        self._said(listening=False)
        if self._thread is not None:
            self._thread.join(timeout=SIGN)

    def _begin(self) -> None:
        with self._news:
            if self._thread is None and not self._closed.is_set():
                self._thread = Thread(target=self._listen, name="listens to PostgreSQL", daemon=True)
                self._thread.start()

    def _listen(self) -> None:
        pause = FIRST_PAUSE
        while not self._closed.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True, application_name="xungkich live") as connection:
                    connection.execute("LISTEN ledger")
                    pause = FIRST_PAUSE
                    self._hear(connection)
            except psycopg.Error:
                self._said(listening=False)
                self._closed.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    def _hear(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        self._said()
        silent = 0.0
        while not self._closed.is_set():
            if list(connection.notifies(timeout=TURN, stop_after=1)):
                silent = 0.0
                self._said()
            elif (silent := silent + TURN) >= SIGN:
                silent = 0.0
                connection.execute("SELECT 1")

    def _said(self, listening: bool = True) -> None:
        with self._news:
            self._listening = listening
            self._count += 1
            self._news.notify_all()
