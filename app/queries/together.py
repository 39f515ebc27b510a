"""Questions that do not rest on one another, asked at once."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

from app.database import db

Question = tuple[Executable, Mapping[str, object]]
Rows = Sequence[Sequence[Any]]
NAME = re.compile(r"%\((\w+)\)s")
LIST = re.compile(r"IN \(__\[POSTCOMPILE_(\w+)[^\]]*\]\)")


def asked_together(*questions: Question) -> list[Rows]:
    """The rows of each, in their order: PostgreSQL gets all at once, which spares the way there and back.

    Values are numbers, texts, days and lists of them, and come as the driver gives them; the caller has flushed.
    """
    connection = db.session.connection()
    if connection.dialect.name != postgresql.dialect.name:
        return [connection.execute(statement, values).all() for statement, values in questions]
    try:
        return _at_once(connection, questions)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(None, None, error, Exception, dialect=connection.dialect) from error


def _at_once(connection: Connection, questions: Sequence[Question]) -> list[Rows]:
    driver: Any = connection.connection.driver_connection
    asked = []
    with driver.pipeline():
        for statement, values in questions:
            spelled, names, constants = _spelled(statement, connection.dialect)
            whole = {**constants, **values}
            asked.append(RawCursor(driver).execute(spelled, [whole[name] for name in names]))
    return [each.fetchall() for each in asked]


@lru_cache(maxsize=100)
def _spelled(statement: Executable, dialect: Dialect) -> tuple[str, Sequence[str], Mapping[str, object]]:
    """The statement as the server wants it, the names of its numbered values, and those that never change.

    Each list is one array however long it is: the server plans it once. The driver has nothing left to parse.
    """
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    places: dict[str, int] = {}
    listed = LIST.sub(r"= ANY (%(\1)s)", str(compiled))
    numbered = NAME.sub(lambda found: f"${places.setdefault(found[1], len(places) + 1)}", listed)
    return numbered.replace("%%", "%"), tuple(places), compiled.params
