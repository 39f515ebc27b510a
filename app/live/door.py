"""What the public may read leaves before Flask's routing, as finished bytes; everything else goes on inside."""

import re
from collections.abc import Iterable
from typing import Any

from app.live.answers import Address, Environ, Wsgi
from app.live.shelf import Shelf

KEPT = re.compile(r"/campaigns/[A-Za-z0-9_.-]{1,40}/(?:leaderboard|projector)")
LONGEST_QUERY = 300
RARE = ("HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST")


class Door:
    """WSGI before the app: strangers get the shelf's bytes, whoever has a session is let in."""

    def __init__(self, app: Wsgi, shelf: Shelf, session_cookie: str) -> None:
        self._app, self._shelf, self._cookie = app, shelf, session_cookie

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        address = self._address(environ)
        answer = self._shelf.at(address) if address else None
        if answer is None or answer.is_personal:
            return self._app(environ, start_response)
        return answer.send(environ, start_response)

    def _address(self, environ: Environ) -> Address | None:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if environ["REQUEST_METHOD"] != "GET" or not KEPT.fullmatch(path) or len(query) > LONGEST_QUERY:
            return None
        if self._cookie in environ.get("HTTP_COOKIE", "") or any(name in environ for name in RARE):
            return None
        return Address(path, query, environ.get("HTTP_HX_REQUEST") == "true")
