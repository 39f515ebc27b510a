"""Finished answers: asked of the app as a stranger would ask, or somebody of these rights; told as finished bytes."""

import gzip
import hashlib
import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, NamedTuple

from werkzeug.datastructures import Headers
from werkzeug.test import create_environ, run_wsgi_app

from app.live.slots import Chunk, Own, chunks, gzipped, plain
from app.queries.rights import Rights

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]

RIGHTS = "xungkich.rights"  # in the environ of a page for all who share them; no header can be called so
SMALLEST_GZIP = 1000
CACHING = "public, max-age=0, s-maxage=1, must-revalidate"  # a cache between us and the reader keeps it a second


class Address(NamedTuple):
    """What tells one answer from another; the path as WSGI spells it. `rights` are shared ones, None a stranger's."""

    path: str
    query: str = ""
    fragment: bool = False
    rights: Rights | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was at `begun` (of the process's clock), when the watch said `version`."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    packed: bytes
    tag: str
    version: int | None
    begun: float
    cost: float
    chunks: tuple[Chunk, ...] = ()

    @property
    def is_for_everybody(self) -> bool:
        return self.status.startswith("200") and not self.is_personal

    @property
    def is_personal(self) -> bool:
        """Whether it starts a session: such an answer belongs to one reader."""
        return any(name == "Set-Cookie" for name, _ in self.headers)

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed) + 2 * sum(len(each.plain) for each in self.chunks)

    def send(self, environ: Environ, start_response: Any) -> list[bytes]:
        """As little as this reader needs: nothing new, gzipped, or plain."""
        if self.tag and self.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", list(self.headers))
            return []
        packed = self.packed and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return _told(self.status, self.headers, self.packed if packed else self.body, bool(packed), start_response)

    def send_to(self, own: Own, environ: Environ, start_response: Any) -> list[bytes]:
        """The same to a person, with what is theirs in its place."""
        headers = self.headers
        if self.tag:
            tag = own.tag(self.tag)
            headers = (*headers, ("ETag", f'W/"{tag}"'))
            if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
                start_response("304 NOT MODIFIED", list(headers))
                return []
        packed = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body = (gzipped if packed else plain)(self.chunks, own)
        return _told(self.status, headers, body, packed, start_response)


def takes_gzip(accepted: str) -> bool:
    return "gzip" in accepted and "gzip;q=0" not in accepted.replace(" ", "")


def _told(
    status: str, headers: Iterable[tuple[str, str]], body: bytes, packed: bool, start_response: Any
) -> list[bytes]:
    length = ("Content-Length", str(len(body)))
    start_response(status, [*headers, length, *([("Content-Encoding", "gzip")] if packed else [])])
    return [body]


class Asking:
    """Asks the app for an answer; the reader's own headers play no part in it."""

    def __init__(self, app: Wsgi, public_url: str) -> None:
        self._app = app
        self._plain = create_environ(base_url=public_url)

    def __call__(self, address: Address, version: int | None) -> Answer:
        begun = monotonic()
        body, status, headers = run_wsgi_app(self._app, self._environ(address), buffered=True)
        finished = _finished if address.rights is None else _shared
        return finished(status, headers, b"".join(body), version, begun)

    def _environ(self, address: Address) -> Environ:
        whole = f"{address.path}?{address.query}" if address.query else address.path
        return {
            **self._plain,
            "PATH_INFO": address.path,
            "QUERY_STRING": address.query,
            "REQUEST_URI": whole,
            "RAW_URI": whole,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            **({"HTTP_HX_REQUEST": "true"} if address.fragment else {}),
            **({RIGHTS: address.rights} if address.rights is not None else {}),
        }


def _finished(status: str, headers: Headers, body: bytes, version: int | None, begun: float) -> Answer:
    kept: Mapping[str, str] = {}
    if status.startswith("200"):
        tag = hashlib.sha256(body).hexdigest()[:32]
        kept = {"ETag": f'W/"{tag}"', "Cache-Control": CACHING}
    own = [(name, value) for name, value in headers if name not in {*kept, "Content-Length"}]
    return Answer(
        status=status,
        headers=(*own, *kept.items()),
        body=body,
        packed=gzip.compress(body, compresslevel=5, mtime=0) if len(body) >= SMALLEST_GZIP else b"",
        tag=tag if kept else "",
        version=version,
        begun=begun,
        cost=monotonic() - begun,
    )


def _shared(status: str, headers: Headers, body: bytes, version: int | None, begun: float) -> Answer:
    """A page with slots; its tag, where the app gave it one, is told with what fills them."""
    own = tuple((name, value) for name, value in headers if name not in ("ETag", "Content-Length"))
    tag = hashlib.sha256(body).hexdigest()[:32] if "ETag" in headers else ""
    page = tuple(chunks(body))
    return Answer(status, own, b"", b"", tag, version, begun, monotonic() - begun, page)
