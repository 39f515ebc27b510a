"""The database: naming convention, one way to write, and tables that only grow."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DDL, Connection, DateTime, Dialect, MetaData, Table, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase, Session

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every model stands on."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


class Instant(TypeDecorator[datetime]):
    """A point in time: aware and in UTC in Python, whatever the database keeps (SQLite drops zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = _in_utc(value)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Any:
        return _to_sqlite if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _from_sqlite if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a point in time needs its zone")
    return value.astimezone(UTC)


@lru_cache(maxsize=64)  # a transaction writes the moment at which it happens into many rows
def _to_sqlite(value: datetime | None) -> str | None:
    """As SQLAlchemy would, which takes four times as long to write and to read one."""
    return None if value is None else _in_utc(value).isoformat(" ", "microseconds").removesuffix("+00:00")


def _from_sqlite(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


@dataclass(slots=True)
class Writing:
    """A write under way, the connection it has found, and what is left to its commit (`app.driver`)."""

    found: tuple[Connection, Any, Any] | None = None
    left: ExitStack = field(default_factory=ExitStack)


WRITING: ContextVar[Writing | None] = ContextVar("writing", default=None)


@contextmanager
def transaction() -> Iterator[Session]:
    """Everything inside lands together or not at all. Used at the edge only: views, jobs, commands.

    The reads before it (Flask-Login's, say) are ended first, so that on SQLite the write begins IMMEDIATE
    and on PostgreSQL it sees what has been committed meanwhile.
    """
    session = db.session()
    session.rollback()
    before = WRITING.set(writing := Writing())
    try:
        with writing.left:
            yield session
            session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        WRITING.reset(before)


@contextmanager
def one_state() -> Iterator[Session]:
    """Everything asked inside is answered as of one moment, whoever writes meanwhile. Used at the edge only."""
    session = db.session()
    session.rollback()
    steady = {"postgresql": {"isolation_level": "REPEATABLE READ"}}
    session.connection(execution_options=steady.get(session.get_bind().dialect.name, {}))
    try:
        yield session
    finally:
        session.rollback()


GUARDED: list[str] = []


def append_only(table: Table) -> None:
    """Let the database refuse every change of a row of `table`, whatever code asks for it."""
    GUARDED.append(table.name)
    for dialect, statements in APPEND_ONLY.items():
        for statement in statements:
            ddl = DDL(statement.format(table=table.name, key=_key_match(table))).execute_if(dialect=dialect)
            event.listen(table, "after_create", ddl)


def _key_match(table: Table) -> str:
    return " AND ".join(f"{column.name} = NEW.{column.name}" for column in table.primary_key)


APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        "WHEN EXISTS (SELECT 1 FROM {table} WHERE {key}) "
        "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$",
        "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
}
