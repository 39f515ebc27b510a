"""Statements as a database's driver wants them: spelled once, with what turns values there and back."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Date, Dialect, Integer
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

Row = Sequence[Any]
Values = Mapping[str, Any]
Turn = Callable[[Any], Any]
NAME = re.compile(r"%\((\w+)\)s")
LIST = re.compile(r"IN \(__\[POSTCOMPILE_(\w+)[^\]]*\]\)")
NUMBER = re.compile(r"\$(\d+)")
INSERTED = re.compile(r" VALUES (\(.*?\))(?= ON CONFLICT| RETURNING|$)", re.DOTALL)
AT_ONCE = 8  # rows; each number of them is a statement that the server plans
NAMED = sqlite.dialect(paramstyle="pyformat")  # SQLite's statements with names in them, as PostgreSQL's have them


class Spelled(NamedTuple):
    """The statement, its values' names in the order in which they are sent, and which of them are turned and how."""

    text: str
    names: Sequence[str]
    take: Callable[[Values], Sequence[Any]]
    sent: Sequence[tuple[int, Turn]]
    read: Sequence[tuple[int, Turn]]

    def values(self, given: Values) -> list[Any]:
        """The values as they are sent."""
        told = list(self.take(given))
        for at, turn in self.sent:
            told[at] = turn(told[at])
        return told

    def several(self, count: int) -> str | None:
        """PostgreSQL's INSERT of so many rows at once, where it is one and they are few."""
        return _several(self.text, len(self.names), count) if 1 < count <= AT_ONCE else None

    def rows(self, found: Sequence[Row]) -> Sequence[Row]:
        """The rows as they are meant."""
        if not self.read:
            return found
        rows = list(map(list, found))
        for at, turn in self.read:
            for row in rows:
                row[at] = turn(row[at])
        return rows


def spell(made: Executable, dialect: Dialect, columns: Sequence[str] | None = None) -> Spelled:
    """The statement for that database; `columns` are those an INSERT fills where it does not name them itself.

    On PostgreSQL each list is one array however long it is: the server plans it once. What never changes stands in the
    statement, so that nobody has to send it. The driver has nothing left to parse.
    """
    numbered = dialect.name == postgresql.dialect.name
    compiled = made.compile(dialect=dialect if numbered else NAMED, column_keys=columns)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    written = {name: _written(compiled, each) for name, each in compiled.binds.items() if not each.required}
    listed = LIST.sub(lambda found: _list(found[1], written), str(compiled))
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[1] in written:
            return written[found[1]]
        if not numbered or found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}" if numbered else "?"

    text = NAME.sub(place, listed).replace("%%", "%")
    sent = [(at, turn) for at, name in enumerate(names) if (turn := _sends(compiled.binds[name], dialect))]
    return Spelled(text, names, _taking(names), sent, _reads(made, dialect))


@lru_cache(maxsize=200)
def _several(text: str, width: int, count: int) -> str | None:
    if (found := INSERTED.search(text)) is None:
        return None
    rows = ", ".join(_from(more, found[1]) for more in range(0, width * count, width))
    return f"{text[: found.start(1)]}{rows}{text[found.end(1) :]}"


def _from(more: int, row: str) -> str:
    """One row's values, numbered on."""
    return NUMBER.sub(lambda each: f"${int(each[1]) + more}", row)


def _taking(names: Sequence[str]) -> Callable[[Values], Sequence[Any]]:
    """Takes these values out of many, also where they are one or none."""
    return itemgetter(*names) if len(names) > 1 else lambda given: [given[name] for name in names]


def _list(name: str, written: Mapping[str, str]) -> str:
    return f"IN ({written[name]})" if name in written else f"= ANY (%({name})s)"


def _written(compiled: SQLCompiler, constant: BindParameter[Any]) -> str:
    """A value, or those of a list, in the server's spelling."""
    values = list(constant.value or ()) if constant.expanding else [constant.value]
    return ", ".join(compiled.render_literal_value(each, constant.type) for each in values)


def _sends(value: BindParameter[Any], dialect: Dialect) -> Turn | None:
    """Numbers go to PostgreSQL as digits: the driver would look for the smallest type that holds each, and plan it."""
    if dialect.name == postgresql.dialect.name:
        if value.expanding:
            return _digits_of_all
        if isinstance(value.type, Integer):
            return _digits
    elif isinstance(value.type, Date):
        return _iso
    return value.type.dialect_impl(dialect).bind_processor(dialect)


def _reads(made: Executable, dialect: Dialect) -> list[tuple[int, Turn]]:
    types = [each.type.dialect_impl(dialect) for each in getattr(made, "exported_columns", ())]
    turns = [each.result_processor(dialect, None) for each in types]
    return [(at, turn) for at, turn in enumerate(turns) if turn]


def _digits(value: int | None) -> str | None:
    return None if value is None else str(value)


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _digits_of_all(values: Sequence[object]) -> object:
    if isinstance(values, list) and not (values and isinstance(values[0], str)):
        return f"{{{','.join(map(str, values))}}}"
    return values
