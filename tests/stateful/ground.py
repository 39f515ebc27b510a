"""A database that is laid anew for every run, although its append-only tables refuse to be emptied."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from app.database import Base, db
from tests.fixtures.databases import PostgresTemplates, built_app
from tests.stateful.world import World, arrange

TABLES = tuple(Base.metadata.tables)


@dataclass
class Ground:
    """The world over such a database; ids and logins are the same in every copy. Counts what was played on it."""

    kind: str
    world: World
    copy: Callable[[], object]
    runs: int = 0
    steps: int = 0

    def lay_anew(self) -> None:
        """The cast and nothing else, whatever happened before."""
        db.session.remove()
        self.copy()
        self.runs += 1


@contextmanager
def sqlite_ground(template: Path, folder: Path) -> Iterator[Ground]:
    """The migrated file `template`, copied, with the cast; inside an app context."""
    kept, used = folder / "kept.db", folder / "used.db"
    shutil.copyfile(template, used)

    def copy() -> None:
        db.engine.dispose()
        for leftover in ("-wal", "-shm"):
            used.with_name(used.name + leftover).unlink(missing_ok=True)
        shutil.copyfile(kept, used)

    with built_app(f"sqlite:///{used}", folder) as app, app.app_context():
        arrange()
        world = World()
        db.session.remove()
        db.engine.dispose()
        shutil.copyfile(used, kept)
        yield Ground("sqlite", world, copy)


@contextmanager
def postgresql_ground(templates: PostgresTemplates, folder: Path) -> Iterator[Ground]:
    """The same on PostgreSQL, where a new database would cost more than the run that is played in it.

    The rows are put back instead, by a connection for which no trigger fires.
    """
    with templates.clone() as url, built_app(url, folder) as app, app.app_context():
        arrange()
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as keeper:
            keeper.execute("CREATE SCHEMA kept")
            for table in TABLES:
                keeper.execute(SQL("CREATE TABLE kept.{0} AS TABLE public.{0}").format(Identifier(table)))
            keeper.execute("SET session_replication_role = replica")
            yield Ground("postgresql", World(), partial(keeper.execute, PUT_BACK))


PUT_BACK = SQL(";").join(
    SQL("DELETE FROM public.{0}; INSERT INTO public.{0} TABLE kept.{0}").format(Identifier(table)) for table in TABLES
)
"""All of it in one go, which is one transaction."""
