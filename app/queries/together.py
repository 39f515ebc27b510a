"""Questions that do not rest on one another, asked at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from psycopg import RawCursor
from sqlalchemy import BindParameter, Connection, Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

from app.database import db

Statement = Executable
Question = tuple[Statement, Mapping[str, object]]
Rows = Sequence[Sequence[Any]]
NAME = re.compile(r"%\((\w+)\)s")
LIST = re.compile(r"IN \(__\[POSTCOMPILE_(\w+)[^\]]*\]\)")


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
            spelled, names = _spelled(statement, connection.dialect)
            asked.append(RawCursor(driver).execute(spelled, [_sent(values[name]) for name in names]))
    return [each.fetchall() for each in asked]


def _sent(value: object) -> object:
    """Numbers of a list as digits: the driver would look for the smallest type that holds them, and each has a plan."""
    if isinstance(value, list) and not (value and isinstance(value[0], str)):
        return f"{{{','.join(map(str, value))}}}"
    return value


@lru_cache(maxsize=100)
def _spelled(statement: Executable, dialect: Dialect) -> tuple[str, Sequence[str]]:
    """The statement as the server wants it, and the names of its numbered values.

    Each list is one array however long it is: the server plans it once. What never changes stands in the statement,
    so that nobody has to send it. The driver has nothing left to parse.
    """
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    written = {name: _written(compiled, each) for name, each in compiled.binds.items() if not each.required}
    listed = LIST.sub(_list_of(written), str(compiled))
    places: dict[str, int] = {}
    numbered = NAME.sub(
        lambda found: written.get(found[1]) or f"${places.setdefault(found[1], len(places) + 1)}", listed
    )
    return numbered.replace("%%", "%"), tuple(places)


def _list_of(written: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: f"IN ({written[found[1]]})" if found[1] in written else f"= ANY (%({found[1]})s)"


def _written(compiled: SQLCompiler, constant: BindParameter[Any]) -> str:
    """A value, or those of a list, in the server's spelling."""
    values = list(constant.value or ()) if constant.expanding else [constant.value]
    return ", ".join(compiled.render_literal_value(each, constant.type) for each in values)
