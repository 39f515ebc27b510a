"""Whoever has a session, as far as a kept page needs to know them: as the audit log stands with their request."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from flask import Flask
from markupsafe import escape
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app import clock
from app.connections import AT_THE_DOOR
from app.database import db
from app.live.answers import Environ
from app.live.bounded import Bounded
from app.live.gathering import Gathering
from app.live.sessions import Sessions
from app.live.slots import BELL, NAME, PLACE, TOKEN, Own
from app.live.watch import Watch
from app.queries.notices import counted
from app.queries.people_changed import people_changed
from app.queries.rights import Rights
from app.queries.signed_in import SignedIn, signed_in

FRESH = timedelta(seconds=1)  # roles and notices begin and end by the clock, without a commit
MOST = 4096


class Reader(NamedTuple):
    """A person's rights as of now, and what is theirs on a page."""

    rights: Rights
    own: Own


class Known(NamedTuple):
    """Who was behind a session at that moment; `age` tells whether people may have changed since."""

    age: int
    at: datetime
    found: SignedIn

    def holds(self, age: int, now: datetime, fresh: timedelta) -> bool:
        return self.age == age and timedelta() <= now - self.at < fresh


class Readers:
    """Knows the people of a process's requests.

    Who somebody is holds until the audit log says that people, roles or teams may have changed, and no longer than a
    second. How far the log reaches is asked with each request; who comes while others are asked for is asked for next,
    together with everybody else who waits.
    """

    def __init__(self, app: Flask, watch: Watch) -> None:
        self._app, self._watch, self._sessions = app, watch, Sessions(app)
        self._known: Bounded[str, Known] = Bounded(MOST)
        self._gathering: Gathering[str, SignedIn] = Gathering(self._asked)
        self._came: set[str] = set()
        self._age, self._heard = 0, 0
        self._read_to: int | None = None  # as far as the log was read, as the watch counts

    def of(self, environ: Environ) -> Reader | None:
        """The person who asks; None where the app must look closer: nobody, an old session, news for them."""
        now = clock.wall()
        session = self._sessions.of(environ, now)
        if session is None:
            return None
        found = self._signed_in(session.identity, now)
        if found is None:
            return None
        given_name = found.full_name.split()[-1]
        bell = counted(found.unread).encode()
        values = {NAME: _text(given_name), PLACE: _text(found.place), TOKEN: session.token, BELL: bell}
        return Reader(found.rights, Own(values, frozenset(found.rights.team_ids("captain", "member"))))

    def _signed_in(self, identity: str, now: datetime) -> SignedIn | None:
        audited = self._watch.audited()
        if audited is not None and audited == self._read_to:
            known = self._known.get(identity)
            if known and known.holds(self._age, now, FRESH):
                self._came.add(identity)
                return known.found
        return self._gathering.of(identity)

    def _asked(self, identities: Set[str]) -> Mapping[str, SignedIn]:
        """Who they are; without those whom nobody found, and all of them while the database is away."""
        waits = AT_THE_DOOR.set(True)
        try:
            with self._engine.connect() as connection:
                self._listen(connection)
                return self._found(connection, identities)
        except DBAPIError:  # the app says it in a page's words
            return {}
        finally:
            AT_THE_DOOR.reset(waits)

    def _listen(self, connection: Connection) -> None:
        audited = self._watch.audited()
        self._heard, has_changed = people_changed(connection, self._heard)
        self._age += has_changed
        self._read_to = audited

    def _found(self, connection: Connection, identities: Set[str]) -> dict[str, SignedIn]:
        """Who they are; whoever came meanwhile and would soon have to be asked for is asked for along with them."""
        now = clock.wall()
        came, self._came = self._came | identities, set()
        known = ((identity, self._known.get(identity)) for identity in came)
        found = {identity: each.found for identity, each in known if each and each.holds(self._age, now, FRESH / 2)}
        asked = signed_in(connection, came - found.keys(), now)
        for identity, person in asked.items():
            self._known.put(identity, Known(self._age, now, person))
        return {**found, **asked}

    @cached_property
    def _engine(self) -> Engine:
        with self._app.app_context():
            return db.engine


def _text(value: str) -> bytes:
    return str(escape(value)).encode()
