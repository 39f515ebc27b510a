"""An officer opens a locked day of one team again."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import local_day
from app.database import transaction
from app.forms.late_openings import OpeningForm
from app.models import Enrolment
from app.queries import late_openings
from app.queries.campaigns import stage
from app.queries.team_page import enrolment_of, team_by_code
from app.services import late_openings as service
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person
from app.views.formats import day as written_day
from app.views.policy import covers, policy
from app.views.wording import worded

pages = Blueprint("late_openings", __name__)

OF_THE_DAY = ("day_still_open", "day_outside_campaign", "late_opened")


@pages.get("/teams/<code>/late-openings")
@policy("late_open")
def index(code: str) -> ResponseReturnValue:
    return _page(_found(code), OpeningForm())


@pages.post("/teams/<code>/late-openings")
@policy("late_open")
def open_day(code: str) -> ResponseReturnValue:
    enrolment, form = _found(code), OpeningForm.sent(request.form)
    opening = form.opening()
    if opening is None:
        return _page(enrolment, form), 422
    try:
        with transaction():
            service.open_day(enrolment, opening, person())
    except Refused as refusal:
        form.errors["day" if refusal.code in OF_THE_DAY else "form"] = worded(refusal)
        return _page(enrolment, form), 422
    flash(
        _("Đã mở lại ngày %(day)s. Đội gửi báo cáo của ngày này được, tính là muộn.", day=written_day(opening.day)),
        "good",
    )
    return redirect(url_for("late_openings.index", code=code, campaign=enrolment.campaign.code), 303)


def _found(code: str) -> Enrolment:
    """The team's place in the campaign the address names, if the officer's unit is above the team's."""
    team = team_by_code(code) or abort(404)
    covers(team.unit.path, *service.OPENING)
    return enrolment_of(team, request.args.get("campaign", "")) or abort(404)


def _page(enrolment: Enrolment, form: OpeningForm) -> str:
    show(enrolment.campaign)
    where = stage(enrolment.campaign)
    today = local_day(where.now, where.campaign.zone)
    late_days = where.book.on(today).deadlines.late_days
    return render_template(
        "late_openings/index.html",
        enrolment=enrolment,
        stage=where,
        form=form,
        late_days=late_days,
        last_locked=min(today - timedelta(days=late_days + 1), where.campaign.ends_on),
        closes=where.calendar.deadlines.reporting_closes,
        openings=late_openings.of_team(enrolment),
    )
