"""Huy hiệu của tôi: what one member holds; nobody else sees it unless they let their team."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import wall
from app.database import transaction
from app.queries.campaigns import stage
from app.queries.enrolments import current_of
from app.queries.horizon import horizon
from app.queries.member_badges import shared_with, tiles_of
from app.services import badge_shares
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import policy

pages = Blueprint("member_badges", __name__)


@pages.get("/today/my-badges")
@policy("own_badges")
def index() -> ResponseReturnValue:
    enrolment = current_of(rights(), "captain", "member")
    if enrolment is None:
        return render_template("today/no_campaign.html")
    show(enrolment.campaign)
    seen = horizon(stage(enrolment.campaign), full=False)
    return render_template(
        "member_badges/index.html",
        enrolment=enrolment,
        horizon=seen,
        tiles=tiles_of(person(), seen),
        shared=shared_with(enrolment.team, seen, wall()),
    )


@pages.post("/today/my-badges")
@policy("own_badges")
def switch() -> ResponseReturnValue:
    """Says which way it shall stand, so that pressing twice is pressing once; anything unclear stays private."""
    enrolment = current_of(rights(), "captain", "member") or abort(404)
    with transaction():
        if request.form.get("shared") == "1":
            badge_shares.share(person(), enrolment.team)
            flash(_("Người trong đội bạn nay thấy huy hiệu của bạn."), "good")
        else:
            badge_shares.keep_private(person(), enrolment.team)
            flash(_("Từ nay chỉ mình bạn thấy huy hiệu của bạn."), "good")
    return redirect(url_for("member_badges.index"), code=303)
