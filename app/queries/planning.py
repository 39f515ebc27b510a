"""How PostgreSQL is to go about a question; SQLite needs no telling."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects import postgresql

from app.database import db
from app.queries.together import Question

PLAINLY = {
    "join_collapse_limit": "1",
    "max_parallel_workers_per_gather": "0",
    "enable_seqscan": "off",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
}
SETTINGS = select(*(func.current_setting(name) for name in PLAINLY))
SET = select(*(func.set_config(name, bindparam(name), True) for name in PLAINLY))
BEFORE = "before_plainly"  # in what is remembered of a connection


def plainly() -> list[Question]:
    """Asked before questions of many joins that find a few rows by index, written in the order in which to join.

    The server would think about the order, and call helpers, for much longer than such an answer takes.
    """
    if not is_postgresql():
        return []
    connection = db.session.connection()
    if BEFORE not in connection.info:
        found = connection.execute(SETTINGS).one()
        connection.info[BEFORE] = dict(zip(PLAINLY, found, strict=True))
    return [(SET, PLAINLY)]


def as_before() -> list[Question]:
    """Asked after them: what the connection said on its own, as it was asked once; the commit would do it as well."""
    return [(SET, db.session.connection().info[BEFORE])] if is_postgresql() else []


def is_postgresql() -> bool:
    """Whether it is PostgreSQL that is asked."""
    return db.session.get_bind().dialect.name == postgresql.dialect.name
