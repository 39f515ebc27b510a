"""A database that is laid anew for every run: append-only tables refuse to be emptied, so it is copied again."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from app.database import db
from tests.fixtures.databases import PostgresTemplates, built_app
from tests.stateful.world import World, arrange


@dataclass
class Ground:
    """The world over such a database; ids and logins are the same in every copy. Counts what was played on it."""

    kind: str
    world: World
    copy: Callable[[], None]
    runs: int = 0
    steps: int = 0

    def lay_anew(self) -> None:
        """The cast and nothing else, whatever happened before."""
        db.session.remove()
        db.engine.dispose()
        self.copy()
        self.runs += 1


@contextmanager
def sqlite_ground(template: Path, folder: Path) -> Iterator[Ground]:
    """The migrated file `template`, copied, with the cast; inside an app context."""
    kept, used = folder / "kept.db", folder / "used.db"
    shutil.copyfile(template, used)

    def copy() -> None:
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
    """The same on PostgreSQL."""
    with templates.clone() as kept:
        yield from _over(templates, kept, folder)


def _over(templates: PostgresTemplates, kept: str, folder: Path) -> Iterator[Ground]:
    with built_app(kept, folder) as app, app.app_context():
        arrange()
    name = make_url(kept).database
    assert name is not None
    used = f"{name}_used"

    def copy() -> None:
        templates.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", used)
        templates.execute("CREATE DATABASE {} TEMPLATE {}", used, name)

    copy()
    try:
        with built_app(templates.url(used), folder) as app, app.app_context():
            yield Ground("postgresql", World(), copy)
    finally:
        templates.execute("DROP DATABASE {} WITH (FORCE)", used)
