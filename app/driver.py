"""The transaction's connection and the driver below it, for what goes past SQLAlchemy."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from app.database import WRITING, db

AS_IT_IS = nullcontext()
Hand = tuple[Connection, Any, Any]
"""The transaction's connection, the driver's own, and what executes a statement whose answer nobody reads."""


def at_hand() -> Hand:
    """All that one write asks looks for it once: it takes as long as many a statement."""
    writing = WRITING.get()
    if writing and (known := writing.found) and not known[0].closed:
        return known
    within = db.session.connection()
    driver: Any = within.connection.driver_connection
    found: Hand = within, driver, RawCursor(driver) if is_postgresql(within) else driver.cursor()
    if writing:
        writing.found = found
    return found


def is_postgresql(within: Connection | None = None) -> bool:
    """Whether it is PostgreSQL that is asked."""
    return (within or at_hand()[0]).dialect.name == postgresql.dialect.name


class _Driven:
    """What is at hand; what breaks inside is told as SQLAlchemy tells it.

    No generator, and one for all: it is entered twenty times in a verification.
    """

    __slots__ = ()
    __enter__ = staticmethod(at_hand)

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        if error is None:
            return
        dialect: Any = db.engine.dialect
        if isinstance(error, dialect.loaded_dbapi.Error):
            raise DBAPIError.instance(None, None, error, Exception, dialect=dialect) from error


driven = _Driven()


@contextmanager
def without_waiting() -> Iterator[Connection]:
    """For statements whose answers nobody reads: PostgreSQL gets all at once and answers at the end.

    Whoever holds a chain's head makes others wait: no time passes between one such statement and the next.
    """
    with driven as (within, driver, _), pipelined(within, driver):
        yield within


def until_commit() -> None:
    """What is run from now on goes with the COMMIT: nobody waits for either alone, least of all who holds a head."""
    within, driver, _ = at_hand()
    if is_postgresql(within) and (writing := WRITING.get()):
        writing.left.enter_context(pipelined(within, driver))


def commit(driver: Any) -> None:
    """PostgreSQL's COMMIT, after what was left to it."""
    writing = WRITING.get()
    if writing and driver.pgconn.pipeline_status:
        RawCursor(driver).execute("COMMIT")
        writing.left.close()
    else:
        driver.commit()


def pipelined(within: Connection, driver: Any) -> AbstractContextManager[object]:
    """PostgreSQL's pipeline, unless it is open: one inside it would wait for everything before it."""
    is_closed = is_postgresql(within) and not driver.pgconn.pipeline_status
    return driver.pipeline() if is_closed else AS_IT_IS
