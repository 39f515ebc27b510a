"""Photos, behind the same check as their report."""

from flask import Blueprint, abort, current_app, send_file
from flask.typing import ResponseReturnValue

from app.outside.photos import path_of
from app.queries import reports
from app.views.current import rights
from app.views.policy import policy

pages = Blueprint("evidence", __name__)


@pages.get("/reports/<uuid>/evidence/<sha256>")
@policy("report_read")
def photo(uuid: str, sha256: str) -> ResponseReturnValue:
    report = reports.find(rights(), uuid) or abort(404)
    kept = {each.sha256 for each in report.evidence if each.removed_at is None}
    path = path_of(sha256, current_app.config["SETTINGS"].instance / "photos")
    if sha256 not in kept or not path.exists():
        abort(404)
    response = send_file(path, mimetype="image/jpeg", download_name=f"{sha256[:12]}.jpg", max_age=0)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
