"""Certificates: the page that the code on one leads to, and the PDF for those whose it is."""

from uuid import UUID

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from app.exports.certificates import certificate
from app.exports.issued_certificates import printed
from app.queries import certificates as queries
from app.queries.certificates import Worth
from app.views.certificate_words import publicly
from app.views.context import show
from app.views.current import rights
from app.views.policy import policy

pages = Blueprint("certificates", __name__)

PDF = "application/pdf"


@pages.get("/certificates/<uuid>")
@policy("view_public")
def page(uuid: str) -> ResponseReturnValue:
    found = queries.worth(uuid) if _canonical(uuid) else None
    if found is None:
        return render_template("certificates/unknown.html"), 404
    show(found.campaign)
    return render_template(
        "certificates/page.html",
        found=found,
        one=found.certificate,
        name=publicly(found.certificate, found.campaign),
        mine=_is_mine(found),
    )


@pages.get("/certificates/<uuid>.pdf")
@policy("certificate_print")
def file(uuid: str) -> ResponseReturnValue:
    found = (queries.worth(uuid) if _canonical(uuid) else None) or abort(404)
    if found.status != "genuine" or not _is_mine(found):
        abort(404)  # what is no longer true is not printed again
    body = certificate(printed(found.certificate, found.campaign, public_url()))
    return body, {"Content-Type": PDF, "Content-Disposition": f'attachment; filename="giay-chung-nhan-{uuid}.pdf"'}


def public_url() -> str:
    """Where the project is reached from outside."""
    found: str = current_app.config["SETTINGS"].public_url
    return found


def _canonical(uuid: str) -> bool:
    try:
        return str(UUID(uuid)) == uuid
    except ValueError:
        return False


def _is_mine(found: Worth) -> bool:
    """A member's own, a captain's and member's of their team, an officer's of their campaign."""
    mine, one = rights(), found.certificate
    if mine.covers(found.campaign.unit.path, "officer"):
        return True
    if one.person_id is not None:
        return mine.person_id == one.person_id != 0
    return one.enrolment is not None and one.enrolment.team_id in mine.team_ids("captain", "member")
