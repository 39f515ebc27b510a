"""Boards and results leave before Flask's routing, as finished bytes; everything else goes on inside.

A stranger gets what everybody gets. Whoever has a session is known as of the last commit, and gets the page of all
whose rights come to the same, with their own name and marks in it.
"""

import re
from collections.abc import Iterable
from typing import Any

from app.live.answers import Address, Environ, Wsgi
from app.live.readers import Readers
from app.live.shelf import Shelf
from app.live.slots import shared

KEPT = re.compile(r"/campaigns/[A-Za-z0-9_.-]{1,40}/(?:leaderboard|projector|ceremony|results(?:/[0-9]{1,4})?)")
LONGEST_QUERY = 300
RARE = ("HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST")


class Door:
    """WSGI before the app: the shelf's bytes, or the way in."""

    def __init__(self, app: Wsgi, shelf: Shelf, session_cookie: str, readers: Readers) -> None:
        self._app, self._shelf, self._cookie, self._readers = app, shelf, session_cookie, readers

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        address = self._address(environ)
        if address is None:
            return self._app(environ, start_response)
        if self._cookie in environ.get("HTTP_COOKIE", ""):
            return self._to_person(address, environ, start_response)
        answer = self._shelf.at(address)
        if answer.is_personal:
            return self._app(environ, start_response)
        return answer.send(environ, start_response)

    def _to_person(self, address: Address, environ: Environ, start_response: Any) -> Iterable[bytes]:
        reader = self._readers.of(environ)
        answer = self._shelf.at(address._replace(rights=shared(reader.rights))) if reader else None
        if reader is None or answer is None or not answer.is_for_everybody:
            return self._app(environ, start_response)
        return answer.send_to(reader.own, environ, start_response)

    def _address(self, environ: Environ) -> Address | None:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if environ["REQUEST_METHOD"] != "GET" or not KEPT.fullmatch(path) or len(query) > LONGEST_QUERY:
            return None
        if any(name in environ for name in RARE):
            return None
        return Address(path, query, environ.get("HTTP_HX_REQUEST") == "true")
