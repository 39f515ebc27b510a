"""Asking the database for rows that break an invariant."""

from collections.abc import Iterable, Iterator

from sqlalchemy import text

from app.database import db

MOST_SHOWN = 20


def one_of(codes: Iterable[str]) -> str:
    """`('a', 'b')`, for codes that stand in the program."""
    return "(" + ", ".join(f"'{code}'" for code in codes) + ")"


def broken(sql: str) -> Iterator[str]:
    """The offending rows as `name=value …`; none when the invariant holds."""
    for row in db.session.execute(text(sql)).mappings().fetchmany(MOST_SHOWN):
        yield " ".join(f"{name}={value}" for name, value in row.items())
