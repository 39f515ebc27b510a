"""The app over a database that can go back to a saved state, and a browser for everybody of the cast."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import clock
from app.database import Base, db
from app.models import Person
from app.views import fresh
from tests.cast import PEOPLE, Cast, stand_still

STRANGER = "stranger"
SIGNED_IN = frozenset({*PEOPLE, "outsider"})
EVERYONE = SIGNED_IN | {STRANGER}


@dataclass
class Ground:
    """The app, its database file, the saved states, and the ids tests put into addresses."""

    app: Flask
    file: Path
    states: dict[str, Path] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    moments: dict[str, datetime] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    untouched: tuple[object, ...] = ()
    """The state that was last gone back to, and its stamp."""

    def save(self, state: str) -> None:
        """Keep the database as it is under this name."""
        self._close()
        self.states[state] = self.file.with_suffix(f".{state}")
        self.moments[state] = clock.now()
        shutil.copyfile(self.file, self.states[state])
        shutil.copytree(self._photos(), self.file.with_suffix(".photos"), dirs_exist_ok=True)

    def restore(self, state: str) -> None:
        """Go back to a saved state, if anything was written since, and to its time."""
        stand_still(self.moments[state])
        if self.untouched == (state, self.stamp()):
            return
        self._close()
        for name in (self.file, *(Path(f"{self.file}{end}") for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)
        shutil.copyfile(self.states[state], self.file)
        for kept in self.file.with_suffix(".photos").rglob("*.jpg"):
            if not (photo := self._photos() / kept.relative_to(self.file.with_suffix(".photos"))).exists():
                shutil.copyfile(kept, photo)
        self.untouched = state, self.stamp()

    def browser(self, name: str) -> FlaskClient:
        """A browser of that person, signed in without the cost of a password."""
        client = self.app.test_client()
        if name != STRANGER:
            client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], self._cookie(name))
        return client

    def _cookie(self, name: str) -> str:
        """The session of that person, made once for as long as nothing is written."""
        if self.cookies.get("") != (stamp := str(self.stamp())):
            self.cookies = {"": stamp}
        if name not in self.cookies:
            with self.app.app_context():
                session: dict[str, object] = {"_user_id": self.person(name).get_id(), "_fresh": True}
            session[fresh.KEY] = int(clock.wall().timestamp())
            interface = self.app.session_interface
            assert isinstance(interface, SecureCookieSessionInterface)
            signer = interface.get_signing_serializer(self.app)
            assert signer is not None
            self.cookies[name] = str(signer.dumps(session))
        return self.cookies[name]

    def name(self, people: Cast) -> None:
        """Remember everybody's id by their name in the cast."""
        self.ids |= {name: each.uuid for name, each in vars(people).items() if isinstance(each, Person)}

    def person(self, name: str) -> Person:
        """Somebody of the cast; inside an app context."""
        return db.session.scalars(select(Person).where(Person.uuid == self.ids[name])).one()

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.app.app_context():
            return {
                name: db.session.scalar(select(func.count()).select_from(table)) or 0
                for name, table in Base.metadata.tables.items()
            }

    def stamp(self) -> tuple[int, ...]:
        """Changes with every commit that wrote something, in a file; much cheaper to ask than `rows`."""
        log = Path(f"{self.file}-wal")
        changed = self.file.stat().st_mtime_ns if self.file.exists() else 0
        return changed, log.stat().st_size if log.exists() else 0

    def _photos(self) -> Path:
        folder: Path = self.app.config["SETTINGS"].instance / "photos"
        return folder

    def _close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()
