"""What the session's cookie says, at the door. It never changes, so each is read once."""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from app.live.answers import Environ
from app.live.bounded import Bounded

OLDEST = timedelta(minutes=10)  # an older session goes inside, where it is signed anew
MOST = 4096
KNOWN = frozenset({"_user_id", "_fresh", "_id", "_permanent", "csrf_token"})  # the rest is dealt with inside


class Session(NamedTuple):
    """What a signed cookie says, and since when."""

    identity: str
    token: bytes
    since: datetime


class Sessions:
    """The sessions of a process's requests."""

    def __init__(self, app: Flask) -> None:
        self._app, self._cookie = app, app.config["SESSION_COOKIE_NAME"]
        self._tokens = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self._read_once: Bounded[str, Session] = Bounded(MOST)

    def of(self, environ: Environ, now: datetime) -> Session | None:
        """The session of a request; None where the app must look closer."""
        value = parse_cookie(environ.get("HTTP_COOKIE", "")).get(self._cookie, "")
        found = self._read_once.get(value)
        if found is None and value and (found := self._read(value)):
            self._read_once.put(value, found)
        return None if found is None or now - found.since > OLDEST else found

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
