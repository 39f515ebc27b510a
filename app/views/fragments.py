"""One rule for pages and their fragments, and for answers that need not be sent twice."""

import hashlib

from flask import Response, make_response, render_template, request

from app.extensions import htmx


def wants_fragment() -> bool:
    """Whether htmx asks for a piece of a page; boosted and history requests want the whole."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_fragment(page: str, fragment: str, **context: object) -> str:
    """The same context rendered as the page or as the fragment it includes."""
    return render_template(fragment if wants_fragment() else page, **context)


def unchanged(version: str) -> Response | None:
    """A 304 when the reader has this version already; None when it must be rendered."""
    if request.if_none_match.contains_weak(tag(version)):
        return _tagged(Response(status=304), version)
    return None


def with_version(body: str, version: str) -> Response:
    """The body with its version, to be asked about again each time."""
    return _tagged(make_response(body), version)


def tag(version: str) -> str:
    """One tag per version and envelope: a fragment is never taken for its page."""
    envelope = "fragment" if wants_fragment() else "page"
    return hashlib.sha256(f"{version}:{envelope}".encode()).hexdigest()[:32]


def _tagged(response: Response, version: str) -> Response:
    response.set_etag(tag(version), weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
