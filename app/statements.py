"""Statements of the hot path, spelled once and asked of the database's own driver.

SQLAlchemy builds them and says how values are written and read. What it does around each execution costs several times
what the driver needs, and a verification executes two dozen.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable

from app.driver import driven, is_postgresql, pipelined
from app.spelled import Row, Spelled, Values, spell

Question = tuple["Statement", Values]
Order = tuple["Statement", Sequence[Values]]
NOTHING: Values = MappingProxyType({})
INSERTS: dict[str, Callable[[Table], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


class Statement:
    """A statement asked again and again; its values are plain, lists are for `queries.together`.

    Where the database's dialect must be known, a function makes it, given the dialect's name. `columns` are those an
    INSERT fills where it does not name them itself.
    """

    __slots__ = ("_columns", "_made", "_spelled")

    def __init__(self, made: Executable | Callable[[str], Executable], columns: Sequence[str] | None = None) -> None:
        self._made, self._columns = made, columns
        self._spelled: dict[str, Spelled] = {}

    def rows(self, values: Values = NOTHING) -> Sequence[Row]:
        """Its answer."""
        with driven as (within, driver, cursor):
            spelled = self.spelled(within.dialect)
            told = spelled.values(values)
            _hear(within, spelled.text, [told])
            found = (RawCursor(driver) if is_postgresql(within) else cursor).execute(spelled.text, told).fetchall()
            _hear(within, spelled.text, [told], answered=True)
            return spelled.rows(found)

    def one(self, values: Values = NOTHING) -> Row:
        """Its answer of exactly one row."""
        (row,) = self.rows(values)
        return row

    def run(self, *many: Values) -> None:
        """Execute it with each of these, as `written` does."""
        written((self, many))

    def spelled(self, dialect: Dialect) -> Spelled:
        """The statement for that database."""
        known = self._spelled.get(dialect.name)
        if known is None:
            made = self._made(dialect.name) if callable(self._made) else self._made
            known = self._spelled[dialect.name] = spell(made, dialect, self._columns)
        return known


def upsert(table: Table, keys: Sequence[str], follows: Callable[[Any], dict[str, Any]]) -> Statement:
    """Inserts rows; where one is known by its keys, `follows` says what becomes of its columns, given the new row's."""

    def made(dialect: str) -> Executable:
        inserted = INSERTS[dialect](table)
        upserted: Executable = inserted.on_conflict_do_update(index_elements=keys, set_=follows(inserted.excluded))
        return upserted

    return Statement(made)


def asked(*questions: Question) -> list[Sequence[Row]]:
    """The rows of each, in their order: PostgreSQL gets all at once, which spares the way there and back.

    The caller has flushed.
    """
    with driven as (within, driver, cursor):
        spelled = [(statement.spelled(within.dialect), values) for statement, values in questions]
        told = [(each, each.values(values)) for each, values in spelled]
        heard = told if within.engine._has_events else ()
        for each, values in heard:
            _hear(within, each.text, [values])
        if is_postgresql(within):
            found = _at_once(within, driver, told)
        else:
            found = [cursor.execute(each.text, values).fetchall() for each, values in told]
        for each, values in heard:
            _hear(within, each.text, [values], answered=True)
        return [each.rows(rows) for (each, _), rows in zip(told, found, strict=True)]


def written(*orders: Order) -> None:
    """Execute each with each of its values, no two of one key; nobody reads the answers. The caller has flushed.

    PostgreSQL is told all at once.
    """
    with driven as (within, driver, cursor), pipelined(within, driver):
        for statement, many in orders:
            if many:
                _write(within, cursor, statement.spelled(within.dialect), many)


def _write(within: Connection, cursor: Any, spelled: Spelled, many: Sequence[Values]) -> None:
    told = [spelled.values(each) for each in many]
    _hear(within, spelled.text, told)
    if len(told) == 1:
        cursor.execute(spelled.text, told[0])
    elif is_postgresql(within) and (at_once := spelled.several(len(told))):
        cursor.execute(at_once, list(chain.from_iterable(told)))
    else:
        cursor.executemany(spelled.text, told)


def _at_once(within: Connection, driver: Any, told: Sequence[tuple[Spelled, list[Any]]]) -> list[Sequence[Row]]:
    with pipelined(within, driver):
        answered = [RawCursor(driver).execute(each.text, values) for each, values in told]
    return [each.fetchall() for each in answered]


def _hear(within: Connection, text: str, told: Sequence[list[Any]], answered: bool = False) -> None:
    """Whoever listens to the engine's statements hears of these too."""
    if not within.engine._has_events:  # seeing that a list of listeners is empty takes longer than a small statement
        return
    for hears in within.dispatch.after_cursor_execute if answered else within.dispatch.before_cursor_execute:
        hears(within, None, text, told if len(told) > 1 else told[0], None, len(told) > 1)
