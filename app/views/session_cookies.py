"""The session's cookie is written when it says something new and otherwise every few minutes, not with each answer.

Answers overtake one another: an older session that came along with a picture or an estimate would take the place of the
one in which the page before has just left a message.
"""

from datetime import datetime, timedelta

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from app import clock

FRESH = timedelta(minutes=5)


class Session(SecureCookieSession):
    """What a cookie says, and since when."""

    since: datetime | None = None


class SessionCookies(SecureCookieSessionInterface):
    """Flask's own signed cookies; one that nothing was added to is signed anew once it is some minutes old."""

    session_class = Session

    def open_session(self, app: Flask, request: Request) -> Session | None:
        signing, value = self.get_signing_serializer(app), request.cookies.get(self.get_cookie_name(app))
        if signing is None:
            return None
        try:
            lifetime = int(app.permanent_session_lifetime.total_seconds())
            said, since = signing.loads(value, lifetime, return_timestamp=True) if value else ({}, None)
        except BadSignature:
            return Session()
        session = Session(said)
        session.since = since
        return session

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        since = getattr(session, "since", None)
        return session.modified or (session.permanent and (since is None or clock.wall() - since > FRESH))
