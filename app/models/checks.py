"""Bounds that the database itself keeps, on both databases alike."""

from collections.abc import Iterable

from sqlalchemy import CheckConstraint

MOST_QUANTITY = 10_000
MOST_POINTS = 1_000_000_000


def whole(column: str, low: int, high: int) -> tuple[CheckConstraint, CheckConstraint]:
    """`column` holds a whole number within bounds; SQLite, which would keep 'abc' in an integer column, is told so."""
    return (
        CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_bounds"),
        CheckConstraint(f"typeof({column}) IN ('integer', 'null')", name=f"{column}_whole").ddl_if(dialect="sqlite"),
    )


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """`column` holds one of the codes."""
    codes = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({codes})", name=f"{column}_known")
