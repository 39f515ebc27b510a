"""Statements of the hot path, spelled once and asked of the database's own driver.

SQLAlchemy builds them and says how values are written and read. What it does around each execution costs several times
what the driver needs, and a verification executes two dozen.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable

from app.database import db
from app.spelled import Row, Spelled, Values, spell

Question = tuple["Statement", Values]
NOTHING: Values = MappingProxyType({})


class Statement:
    """A statement asked again and again; its values are plain, lists are for `queries.together`.

    `columns` are those an INSERT fills, where it does not name them itself.
    """

    __slots__ = ("_columns", "_made", "_spelled")

    def __init__(self, made: Executable, columns: Sequence[str] | None = None) -> None:
        self._made, self._columns = made, columns
        self._spelled: dict[str, Spelled] = {}

    def rows(self, values: Values = NOTHING) -> Sequence[Row]:
        """Its answer."""
        return asked((self, values))[0]

    def one(self, values: Values = NOTHING) -> Row:
        """Its answer of exactly one row."""
        (row,) = self.rows(values)
        return row

    def each(self, many: Sequence[Values]) -> list[Row]:
        """Execute it with each of these, whose answers are of exactly one row."""
        return [row for (row,) in asked(*((self, values) for values in many))]

    def run(self, *many: Values) -> None:
        """Execute it with each of these; nobody reads the answers. The caller has flushed."""
        if not many:
            return
        with _driver() as (connection, driver):
            spelled = self.spelled(connection.dialect)
            told = [spelled.values(each) for each in many]
            _hear(connection, spelled.text, told)
            if _is_postgresql(connection):
                cursor = RawCursor(driver)
                for each in told:
                    cursor.execute(spelled.text, each)
            else:
                driver.executemany(spelled.text, told)

    def spelled(self, dialect: Dialect) -> Spelled:
        """The statement for that database."""
        if dialect.name not in self._spelled:
            self._spelled[dialect.name] = spell(self._made, dialect, self._columns)
        return self._spelled[dialect.name]


def asked(*questions: Question) -> list[Sequence[Row]]:
    """The rows of each, in their order: PostgreSQL gets all at once, which spares the way there and back.

    The caller has flushed.
    """
    with _driver() as (connection, driver):
        told = [(each, each.values(values)) for each, values in _for(connection.dialect, questions)]
        for spelled, values in told:
            _hear(connection, spelled.text, [values])
        if _is_postgresql(connection):
            found = _at_once(driver, told)
        else:
            found = [driver.execute(spelled.text, values).fetchall() for spelled, values in told]
        return [spelled.rows(rows) for (spelled, _), rows in zip(told, found, strict=True)]


def _for(dialect: Dialect, questions: Sequence[Question]) -> Iterator[tuple[Spelled, Values]]:
    return ((statement.spelled(dialect), values) for statement, values in questions)


def _at_once(driver: Any, told: Sequence[tuple[Spelled, list[Any]]]) -> list[Sequence[Row]]:
    if len(told) == 1:
        ((spelled, values),) = told
        return [RawCursor(driver).execute(spelled.text, values).fetchall()]
    with driver.pipeline():
        asked_of = [RawCursor(driver).execute(spelled.text, values) for spelled, values in told]
    return [each.fetchall() for each in asked_of]


@contextmanager
def _driver() -> Iterator[tuple[Connection, Any]]:
    """The transaction's connection, and the driver's own; what breaks is told as SQLAlchemy tells it."""
    connection = db.session.connection()
    try:
        yield connection, connection.connection.driver_connection
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(None, None, error, Exception, dialect=connection.dialect) from error


def _hear(connection: Connection, text: str, told: Sequence[list[Any]]) -> None:
    """Whoever listens to the engine's statements hears of these too."""
    for hears in connection.dispatch.before_cursor_execute:
        hears(connection, None, text, told if len(told) > 1 else told[0], None, len(told) > 1)


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == postgresql.dialect.name
