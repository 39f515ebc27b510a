"""Whoever has a session, as far as a kept page needs to know them: asked in one statement, anew after every commit."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import escape
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from werkzeug.http import parse_cookie

from app import clock
from app.connections import AT_THE_DOOR
from app.database import db
from app.live.answers import Environ
from app.live.bounded import Bounded
from app.live.slots import BELL, NAME, PLACE, TOKEN, Own
from app.live.watch import Watch
from app.queries.notices import counted
from app.queries.rights import Rights
from app.queries.signed_in import SignedIn, signed_in

OLDEST = timedelta(minutes=10)  # an older session goes inside, where it is signed anew
FRESH = timedelta(seconds=1)  # roles and notices begin and end by the clock, without a commit
MOST = 4096
KNOWN = frozenset({"_user_id", "_fresh", "_id", "_permanent", "csrf_token"})  # the rest is dealt with inside


class Session(NamedTuple):
    """What a signed cookie says, and since when."""

    identity: str
    token: bytes
    since: datetime


class Reader(NamedTuple):
    """A person's rights as of now, and what is theirs on a page."""

    rights: Rights
    own: Own


class Known(NamedTuple):
    """Who was behind a session at that moment, when the watch said `version`."""

    version: int
    at: datetime
    found: SignedIn


class Readers:
    """Knows the people of a process's requests. What a cookie says never changes, so it is read once.

    Who somebody is holds until anything at all is committed, where the database tells of every commit (SQLite); else
    they are asked for with each request.
    """

    def __init__(self, app: Flask, watch: Watch) -> None:
        self._app, self._cookie, self._watch = app, app.config["SESSION_COOKIE_NAME"], watch
        self._tokens = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self._sessions: Bounded[str, Session] = Bounded(MOST)
        self._known: Bounded[str, Known] = Bounded(MOST)

    def of(self, environ: Environ) -> Reader | None:
        """The person who asks; None where the app must look closer: nobody, an old session, news for them."""
        session, now = self._session(parse_cookie(environ.get("HTTP_COOKIE", "")).get(self._cookie, "")), clock.wall()
        if session is None or now - session.since > OLDEST:
            return None
        found = self._signed_in(session.identity, now)
        if found is None:
            return None
        given_name = found.full_name.split()[-1]
        bell = counted(found.unread).encode()
        values = {NAME: _text(given_name), PLACE: _text(found.place), TOKEN: session.token, BELL: bell}
        return Reader(found.rights, Own(values, frozenset(found.rights.team_ids("captain", "member"))))

    def _signed_in(self, identity: str, now: datetime) -> SignedIn | None:
        version = self._watch.every_commit()
        known = self._known.get(identity)
        if known and known.version == version and timedelta() <= now - known.at < FRESH:
            return known.found
        found = self._asked(identity, now)
        if found and version is not None:
            self._known.put(identity, Known(version, now, found))
        return found

    def _asked(self, identity: str, now: datetime) -> SignedIn | None:
        waits = AT_THE_DOOR.set(True)
        try:
            with self._engine.connect() as connection:
                return signed_in(connection, identity, now)
        except DBAPIError:  # the app says it in a page's words
            return None
        finally:
            AT_THE_DOOR.reset(waits)

    @cached_property
    def _engine(self) -> Engine:
        with self._app.app_context():
            return db.engine

    def _session(self, value: str) -> Session | None:
        known = self._sessions.get(value)
        if known is None and value and (known := self._read(value)):
            self._sessions.put(value, known)
        return known

    def _read(self, value: str) -> Session | None:
        interface = self._app.session_interface
        assert isinstance(interface, SecureCookieSessionInterface)
        signing = interface.get_signing_serializer(self._app)
        try:
            said, since = signing.loads(value, max_age=OLDEST.seconds, return_timestamp=True) if signing else ({}, None)
        except BadSignature:
            return None
        if not said.keys() <= KNOWN or not {"_user_id", "csrf_token"} <= said.keys():
            return None
        token = self._tokens.dumps(said["csrf_token"])
        return Session(said["_user_id"], token.encode() if isinstance(token, str) else token, since)


def _text(value: str) -> bytes:
    return str(escape(value)).encode()
