"""Questions that do not rest on one another, asked at once."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable

from app.database import db
from app.spelled import Spelled, spell

Statement = Executable
Question = tuple[Statement, Mapping[str, object]]
Rows = Sequence[Sequence[Any]]


def asked_together(*questions: Question) -> list[Rows]:
    """The rows of each, in their order: PostgreSQL gets all at once, which spares the way there and back.

    Values are numbers, texts, days and lists of them, and come as the driver gives them; the caller has flushed.
    """
    return asked_as_made(questions)


def asked_as_made(questions: Iterable[Question], *after: Question) -> list[Rows]:
    """The same where making a question takes a while: PostgreSQL works on those before it meanwhile.

    What is asked after them all goes with them; its answer is left out.
    """
    connection = db.session.connection()
    if connection.dialect.name != postgresql.dialect.name:
        return [connection.execute(statement, values).all() for statement, values in questions]
    try:
        found = _at_once(connection, chain(questions, after))
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(None, None, error, Exception, dialect=connection.dialect) from error
    return found[: len(found) - len(after)]


def _at_once(connection: Connection, questions: Iterable[Question]) -> list[Rows]:
    driver: Any = connection.connection.driver_connection
    asked = []
    with driver.pipeline():
        for statement, values in questions:
            spelled = _spelled(statement, connection.dialect)
            asked.append(RawCursor(driver).execute(spelled.text, spelled.values(values)))
    return [each.fetchall() for each in asked]


@lru_cache(maxsize=100)
def _spelled(statement: Executable, dialect: Dialect) -> Spelled:
    return spell(statement, dialect)
