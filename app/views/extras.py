"""Bonuses, penalties and bars: what the system proposes, what was posted, and what takes it back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.extras import ExtraForm
from app.models import Campaign, Enrolment
from app.queries import desk, extras
from app.queries.campaigns import stage
from app.queries.extra_rechecks import requests_in
from app.queries.proposals import proposals
from app.queries.reports import find
from app.services import extras as service
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import covers, policy
from app.views.reasons import with_reason
from app.views.wording import worded

pages = Blueprint("extras", __name__)


@pages.get("/campaigns/<code>/extras")
@policy("extras_read")
def index(code: str) -> ResponseReturnValue:
    return _page(_own(code), ExtraForm.fresh())


@pages.post("/campaigns/<code>/extras")
@policy("extras_post")
def post(code: str) -> ResponseReturnValue:
    campaign = _own(code)
    form = ExtraForm.sent(request.form)
    checked = form.checked(stage(campaign).book.newest)
    enrolment = extras.team_of(campaign, form.team)
    if enrolment is None and "team" not in form.errors:
        form.errors["team"] = _("Chiến dịch không có đội mang mã này.")
    if checked is None or enrolment is None or form.errors:
        return _page(campaign, form), 422
    covers(enrolment.team.unit.path, "officer")
    try:
        with transaction():
            _land(form, enrolment, *checked)
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _page(campaign, form), 409
    flash(_("Đã ghi vào sổ điểm của %(team)s.", team=enrolment.team.name), "good")
    return redirect(url_for("extras.index", code=code), code=303)


@pages.post("/extras/<int:number>/reversal")
@policy("extras_post")
def reverse(number: int) -> ResponseReturnValue:
    extra = extras.find(rights(), number) or abort(404)

    def move(reason: str) -> str:
        service.reverse(extra, person(), reason)
        return _("Đã trả lại, bút toán mới ghi ngược bút toán cũ.")

    return with_reason(move, url_for("extras.index", code=extra.enrolment.campaign.code))


def _land(form: ExtraForm, enrolment: Enrolment, points: int, reason: str) -> None:
    if form.kind == "annulment":
        service.bar(enrolment, person(), reason)
        return
    report = find(rights(), form.report) if form.report else None
    if report is not None and report.enrolment_id != enrolment.id:
        abort(404)
    service.post(enrolment, form.kind, form.code, form.subject, points, person(), reason, report)


def _own(code: str) -> Campaign:
    """The campaign, if it is of a unit the person works for."""
    return next((each for each in desk.campaigns_of(rights()) if each.code == code), None) or abort(404)


def _page(campaign: Campaign, form: ExtraForm) -> str:
    show(campaign)
    where = stage(campaign)
    found = extras.extras_of(campaign)
    return render_template(
        "extras/index.html",
        stage=where,
        rules=where.book.newest,
        form=form,
        proposals=[] if where.is_final else proposals(where),
        extras=found,
        reversed={each.reverses_id for each in found},
        rechecks=requests_in(campaign),
        may_post="officer" in rights().roles and not where.is_final,
    )
