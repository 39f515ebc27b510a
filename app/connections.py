"""What every connection promises, checked once, when it is opened: a database that cannot promise it is not served."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import partial
from select import POLLIN, poll
from sqlite3 import SQLITE_BUSY
from typing import Any

import orjson
from flask import has_request_context
from psycopg.errors import LockNotAvailable
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from app import driver
from app.database import WRITING, db

SQLITE = {  # pragma: what is asked for, what it must then say
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "busy_timeout": (5000, 5000),
    "recursive_triggers": ("ON", 1),
    "trusted_schema": ("OFF", 0),
}
ISOLATION = {"transaction_isolation": "read committed"}
DURABILITY = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
AT_THE_DOOR = ContextVar("at_the_door", default=False)  # a page is answered before Flask knows of a request
MOST_PREPARED = 500  # statements a connection; psycopg's own hundred are fewer than the app has
PATIENCE = {  # of a page: an answer comes before the browser gives up; the lock's also bounds a queue of verifiers
    "lock_timeout": "10s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "30s",
}


class UnsafeDatabase(Exception):
    """The database could lose or mix up what it acknowledged; the message names what is wrong and what is right."""

    def __init__(self, database: str, found: Mapping[str, object], wanted: Mapping[str, object]) -> None:
        faults = [f"{name} is {found.get(name)}, must be {right}" for name, right in wanted.items()]
        super().__init__(f"{database}: {'; '.join(faults)}")


def prepare(engine: Engine, durable: bool = True) -> None:
    """Give each new connection of `engine` the guarantees the services count on, or raise UnsafeDatabase.

    Only tests do without `durable`: what a crash of PostgreSQL could cost.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        # not the event `begin`: an engine that anybody listens to tells of each statement it executes
        engine.dialect.do_begin = _begin_sqlite  # type: ignore[assignment, method-assign]
    else:
        wanted = ISOLATION | DURABILITY if durable else ISOLATION
        event.listen(engine, "connect", partial(_open_postgresql, wanted))
        engine.dialect.do_commit = driver.commit  # type: ignore[assignment, method-assign]
        engine.dialect.do_rollback = _rollback_postgresql  # type: ignore[assignment, method-assign]
        engine.dialect.do_ping = partial(_ping_postgresql, engine.dialect.do_ping)  # type: ignore[method-assign]


def to_json(value: object) -> str:
    """What a JSON column keeps; text, not bytes, which SQLite would keep as they are."""
    return orjson.dumps(value).decode()


def let_go(_error: BaseException | None) -> None:
    """After the answer: a connection that breaks only now takes nothing of it back."""
    try:
        db.session.remove()
    except DBAPIError:
        db.session().invalidate()


def waited_in_vain(error: DBAPIError) -> bool:
    """Whether a lock was not had in time: nothing of that transaction has landed."""
    return isinstance(error.orig, LockNotAvailable) or getattr(error.orig, "sqlite_errorcode", None) == SQLITE_BUSY


def _open_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for name, (asked, _) in SQLITE.items():
        connection.execute(f"PRAGMA {name}={asked}")
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SQLITE}
    _insist("SQLite", connection, found, {name: right for name, (_, right) in SQLITE.items()})


def _begin_sqlite(connection: Any) -> None:
    """Writers queue at BEGIN IMMEDIATE; a deferred write may find the database taken half-way.

    At the door a single statement is asked, which needs no transaction.
    """
    if AT_THE_DOOR.get():
        return
    connection.execute("BEGIN IMMEDIATE" if WRITING.get() else "BEGIN")


def _open_postgresql(wanted: Mapping[str, str], connection: Any, _record: object) -> None:
    """A page waits only so long; commands and jobs, with an operator or the next turn behind them, until they are done.

    A web process opens its connections while it answers, so where one is opened tells whose it is.
    """
    connection.autocommit = True
    asked = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)"
    found = dict(connection.execute(asked, [list(wanted)]).fetchall())
    if has_request_context() or AT_THE_DOOR.get():
        for name, value in PATIENCE.items():
            connection.execute("SELECT set_config(%s, %s, false)", [name, value])
    connection.autocommit = False
    connection.prepared_max = MOST_PREPARED
    _insist("PostgreSQL", connection, found, wanted)


def _rollback_postgresql(connection: Any) -> None:
    """The server keeps what it has prepared over a ROLLBACK; psycopg would forget it, after every page that only reads.

    It does so for tables that are dropped and made again; here only migrations make any, on connections of their own.
    After a fault it must: it takes for prepared what stood behind the fault and never reached the server.
    """
    server = connection.pgconn
    plain = server.transaction_status == TransactionStatus.INTRANS and not server.pipeline_status
    if not plain or server.exec_(b"ROLLBACK").status != ExecStatus.COMMAND_OK:
        connection.rollback()


def _ping_postgresql(asks: Callable[[Any], bool], connection: Any) -> bool:
    """A server that goes says so, and nobody has listened since: it is asked only if there is something to hear.

    Asking costs each page a way there and back. A line that was cut without a word would show no sooner; connections
    are given up before whatever stands between forgets them (`pool_recycle`).
    """
    if not connection.closed:
        line = poll()
        line.register(connection.fileno(), POLLIN)
        if not line.poll(0):
            return True
    return asks(connection)


def _insist(database: str, connection: Any, found: Mapping[str, object], wanted: Mapping[str, object]) -> None:
    wrong = {name: right for name, right in wanted.items() if found.get(name) != right}
    if wrong:
        connection.close()
        raise UnsafeDatabase(database, found, wrong)
