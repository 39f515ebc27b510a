"""Photos, behind the same check as their report."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from app.extensions import photo_store
from app.queries import cross_checks, reports
from app.views.current import rights
from app.views.policy import policy

pages = Blueprint("evidence", __name__)


@pages.get("/reports/<uuid>/evidence/<sha256>")
@policy("report_read")
def photo(uuid: str, sha256: str) -> ResponseReturnValue:
    return _served(uuid, sha256)


@pages.get("/reports/<uuid>/evidence/<sha256>/thumbnail")
@policy("report_read")
def thumbnail(uuid: str, sha256: str) -> ResponseReturnValue:
    return _served(uuid, sha256, small=True)


def _served(uuid: str, sha256: str, small: bool = False) -> Response:
    """The picture of a report the person may see, as long as the report shows it."""
    report = reports.find(rights(), uuid) or cross_checks.report_of(rights(), uuid) or abort(404)
    if sha256 not in {each.sha256 for each in report.evidence if each.removed_at is None}:
        abort(404)
    return picture(sha256, small)


def picture(sha256: str, small: bool = False) -> Response:
    """A photo's answer, for whoever may see it: shown, never run, never kept by anything in between."""
    body = photo_store().read(sha256, small) or abort(404)
    response = Response(body, mimetype="image/jpeg")
    response.headers["Content-Disposition"] = f"inline; filename={sha256[:12]}.jpg"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
