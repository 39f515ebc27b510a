"""How PostgreSQL is to go about a question; SQLite needs no telling."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.sql.base import Executable

from app.database import db
from app.driver import is_postgresql
from app.queries.together import Question

PLAINLY = {
    "join_collapse_limit": "1",
    "max_parallel_workers_per_gather": "0",
    "enable_seqscan": "off",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
}
SETTINGS = select(*(func.current_setting(name) for name in PLAINLY))
BEFORE = "before_plainly"  # in what is remembered of a connection


def plainly(*first: ColumnElement[Any]) -> list[Question]:
    """Asked before questions of many joins that find a few rows by index, written in the order in which to join.

    The server would think about the order, and call helpers, for much longer than such an answer takes. What comes
    `first` of all, a lock say, is done by the same statement.
    """
    if not is_postgresql():
        return []
    connection = db.session.connection()
    if BEFORE not in connection.info:
        found = connection.execute(SETTINGS).one()
        connection.info[BEFORE] = dict(zip(PLAINLY, found, strict=True))
    return [(_set(tuple(PLAINLY.items()), *first), {})]


def as_before() -> list[Question]:
    """Asked after them: what the connection said on its own, as it was asked once; the commit would do it as well."""
    return [(_set(tuple(db.session.connection().info[BEFORE].items())), {})] if is_postgresql() else []


@lru_cache(maxsize=16)
def _set(settings: tuple[tuple[str, str], ...], *first: ColumnElement[Any]) -> Executable:
    """One statement for the same settings, whichever connection they are of: it is spelled once."""
    return select(*first, *(func.set_config(name, value, True) for name, value in settings))
