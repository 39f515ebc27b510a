"""The verifier's one tap: a photo with personal data is gone at once, the report goes back to its team."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.extensions import photo_store
from app.queries import cross_checks, queue
from app.services import privacy
from app.views import looks, review_desk
from app.views.current import person, rights
from app.views.fragments import wants_fragment
from app.views.judging_words import REASONS
from app.views.policy import policy

pages = Blueprint("privacy", __name__)

REASON = REASONS[1]


@pages.post("/reports/<uuid>/evidence/<sha256>/privacy")
@policy("report_decide")
def destroy(uuid: str, sha256: str) -> ResponseReturnValue:
    asked = cross_checks.report_of(rights(), uuid)
    report = asked or queue.find(rights(), uuid) or abort(404)
    photo = next((each for each in report.evidence if each.sha256 == sha256), None) or abort(404)
    brought_with = photo.recheck_id
    with transaction():
        privacy.stop(report, sha256, person(), str(REASON))
    photo_store().destroy([sha256])
    if brought_with is not None:
        flash(_("Ảnh đã bị hủy, chỉ giữ lại việc đã xảy ra."), "good")
        return _back_to(looks.desk_of(report, asked is not None))
    flash(_("Ảnh đã bị hủy, chỉ giữ lại việc đã xảy ra. Báo cáo được trả về đội để chụp lại."), "good")
    if asked:
        return _back_to(url_for("cross_checks.index"))
    return review_desk.open_next(report, undoable=False)


def _back_to(address: str) -> ResponseReturnValue:
    return ("", 204, {"HX-Redirect": address}) if wants_fragment() else redirect(address, code=303)
