"""How PostgreSQL is to go about a question; SQLite needs no telling."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects import postgresql

from app.database import db

PLAINLY = {
    "join_collapse_limit": "1",
    "max_parallel_workers_per_gather": "0",
    "enable_seqscan": "off",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
}
SETTINGS = select(*(func.current_setting(name) for name in PLAINLY))
SET = select(*(func.set_config(name, bindparam(name), True) for name in PLAINLY))


@contextmanager
def plainly_planned() -> Iterator[None]:
    """For questions of many joins that find a few rows by index, written in the order in which they are to be joined.

    The server would think about the order, and call helpers, for much longer than such an answer takes.
    """
    if db.session.get_bind().dialect.name != postgresql.dialect.name:
        yield
        return
    connection = db.session.connection()
    before = connection.execute(SETTINGS).one()
    connection.execute(SET, PLAINLY)
    yield
    connection.execute(SET, dict(zip(PLAINLY, before, strict=True)))
