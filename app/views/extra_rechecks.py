"""Re-checks of penalties: a team sees what was taken and its captain contests it; another officer answers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.rechecks import ContestForm
from app.forms.second_looks import SecondLookForm
from app.models import ExtraRecheck
from app.queries import extra_rechecks
from app.queries.campaigns import stage
from app.queries.extra_rechecks import Penalty
from app.services import extra_rechecks as service
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import policy
from app.views.wording import worded
from app.views.writing import in_turn

pages = Blueprint("extra_rechecks", __name__)


@pages.get("/extras/<int:number>/recheck")
@policy("penalty_read")
def form(number: int) -> ResponseReturnValue:
    return _form(extra_rechecks.find_own(rights(), number) or abort(404), ContestForm.fresh())


@pages.post("/extras/<int:number>/recheck")
@policy("recheck_ask")
def ask(number: int) -> ResponseReturnValue:
    penalty = extra_rechecks.find_own(rights(), number) or abort(404)
    sent = ContestForm.sent(request.form)
    if not sent.is_whole():
        return _form(penalty, sent), 422
    try:
        with in_turn():
            service.ask(sent.uuid, penalty.extra, person(), sent.reason, sent.evidence)
    except Refused as refusal:
        sent.errors["form"] = worded(refusal)
        now = extra_rechecks.penalty_of(penalty.extra) or penalty
        return _form(now, sent), 503 if refusal.code == "writer_busy" else 409
    flash(_("Đã gửi đề nghị phúc tra. Một cán bộ khác, không phải người đã trừ điểm, sẽ xem và trả lời."), "good")
    return redirect(url_for("extra_rechecks.form", number=number), code=303)


@pages.get("/rechecks/extras/<uuid>")
@policy("recheck_answer")
def page(uuid: str) -> ResponseReturnValue:
    return _page(extra_rechecks.find(rights(), uuid) or abort(404), SecondLookForm())


@pages.post("/rechecks/extras/<uuid>")
@policy("recheck_answer")
def answer(uuid: str) -> ResponseReturnValue:
    asked = extra_rechecks.find(rights(), uuid) or abort(404)
    sent = SecondLookForm.sent(None, request.form)
    reason = sent.answer()
    if sent.errors:
        return _page(asked, sent), 422
    try:
        with transaction():
            if request.form.get("verdict") == "granted":
                service.grant(asked, person(), reason)
            else:
                service.turn_down(asked, person(), reason)
    except Refused as refusal:
        flash(worded(refusal), "care")
        return _page(asked, sent), 409
    flash(_("Đã trả lời. Đội đọc được kết quả và lý do."), "good")
    return redirect(url_for("rechecks.index"), code=303)


def _form(penalty: Penalty, sent: ContestForm) -> str:
    campaign = penalty.extra.enrolment.campaign
    show(campaign)
    where = stage(campaign)
    return render_template(
        "extra_rechecks/ask.html",
        penalty=penalty,
        form=sent,
        stage=where,
        rules=where.book.newest,
        is_captain=penalty.extra.enrolment.team_id in rights().team_ids("captain"),
    )


def _page(asked: ExtraRecheck, sent: SecondLookForm) -> str:
    campaign = asked.extra.enrolment.campaign
    show(campaign)
    where = stage(campaign)
    found = extra_rechecks.penalty_of(asked.extra)
    return render_template(
        "extra_rechecks/page.html",
        asked=asked,
        reversal=found.reversal if found else None,
        form=sent,
        stage=where,
        rules=where.book.newest,
    )
