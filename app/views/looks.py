"""A verifier's look at a report: others see it, photos are opened, what is typed stays."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.database import transaction
from app.forms.decisions import DecisionForm
from app.models import Evidence, Report
from app.queries import cross_checks, evidence, looks, queue, rechecks
from app.queries.sightings import sighting_of
from app.services import looks as service
from app.services import openings
from app.views.current import person, rights
from app.views.evidence import picture
from app.views.fragments import wants_fragment
from app.views.policy import policy

pages = Blueprint("looks", __name__)


@pages.post("/reports/<uuid>/look")
@policy("report_decide")
def look(uuid: str) -> ResponseReturnValue:
    report = queue.find(rights(), uuid) or abort(404)
    with transaction():
        service.look(report, person(), DecisionForm.sent(report, request.form).kept())
    if not wants_fragment():
        return redirect(url_for("queue.review", uuid=uuid), code=303)
    return render_template("queue/_others.html", others=looks.others_at(report, person()))


@pages.post("/reports/<uuid>/evidence/<sha256>/opening")
@policy("report_decide")
def open_photo(uuid: str, sha256: str) -> ResponseReturnValue:
    asked = cross_checks.report_of(rights(), uuid)
    report = asked or queue.find(rights(), uuid) or abort(404)
    photo = _photo(report, sha256) or abort(404)
    with transaction():
        openings.look_at(photo, person())
    if not wants_fragment():
        return redirect(f"{desk_of(report, asked is not None)}#photo-{photo.id}", code=303)
    seen = sighting_of(report.id, person().id)
    return render_template("queue/_photo.html", report=report, photo=photo, sighting=seen)


@pages.get("/reports/<uuid>/flags/<int:position>/photo")
@policy("report_decide")
def other_photo(uuid: str, position: int) -> ResponseReturnValue:
    """The photo of another report that a flag of this one names: only who decides this one compares them."""
    report = queue.find(rights(), uuid) or abort(404)
    flags = {each.position: each for each in queue.flags_of([report.id]).get(report.id, ())}
    sha256 = flags[position].facts.get("other_photo") if position in flags else None
    if not sha256 or not evidence.shown([sha256]):
        abort(404)
    return picture(sha256)


def desk_of(report: Report, is_second_look: bool) -> str:
    """The page on which this person looks at the report: the queue's, a second look's, a re-check's."""
    if is_second_look:
        return url_for("cross_checks.page", uuid=report.uuid)
    contested = rechecks.waiting_on(report, rights()) if report.state == "decided" else None
    return url_for("rechecks.page", uuid=contested.uuid) if contested else url_for("queue.review", uuid=report.uuid)


def _photo(report: Report, sha256: str) -> Evidence | None:
    """The report's photo with that hash, unless it was taken away."""
    return next((each for each in report.evidence if each.sha256 == sha256 and each.removed_at is None), None)
