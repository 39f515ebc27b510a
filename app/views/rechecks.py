"""Re-checks: a captain asks on the report's page, somebody one level up answers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.rechecks import RecheckForm
from app.forms.second_looks import SecondLookForm
from app.models import Decision, RecheckRequest, Report
from app.queries import extra_rechecks, rechecks, reports
from app.queries.campaigns import stage
from app.rulebook.evidence import MOST_PHOTOS
from app.services import rechecks as service
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import policy
from app.views.report_photos import photos, waiting
from app.views.second_looks import shown_of
from app.views.wording import worded
from app.views.writing import in_turn

pages = Blueprint("rechecks", __name__)


@pages.get("/reports/<uuid>/recheck")
@policy("recheck_ask")
def form(uuid: str) -> ResponseReturnValue:
    report = reports.find_own(rights(), uuid) or abort(404)
    return _form(report, RecheckForm.of(report.decision_id or 0))


@pages.post("/reports/<uuid>/recheck")
@policy("recheck_ask")
def ask(uuid: str) -> ResponseReturnValue:
    report = reports.find_own(rights(), uuid) or abort(404)
    sent = RecheckForm.sent(request.form)
    is_whole, brought = sent.is_whole(), photos(sent, report.enrolment)
    if not is_whole or sent.errors:
        return _form(report, sent), 422
    try:
        with in_turn():
            service.ask(sent.uuid, report, sent.decision, person(), sent.reason, sent.evidence, brought)
    except Refused as refusal:
        sent.errors["photo" if refusal.code.startswith("photo") else "form"] = worded(refusal)
        sent.decision = report.decision_id or 0
        return _form(report, sent), 503 if refusal.code == "writer_busy" else 409
    flash(_("Đã gửi đề nghị phúc tra. Người khác, ở cấp trên, sẽ xem và trả lời kèm lý do."), "good")
    return redirect(url_for("reports.page", uuid=uuid), code=303)


@pages.get("/rechecks")
@policy("recheck_answer")
def index() -> ResponseReturnValue:
    return render_template(
        "rechecks/index.html",
        asked=rechecks.asked_of(rights()),
        answered=rechecks.answered_by(person().id),
        penalties=extra_rechecks.asked_of(rights()),
        penalties_answered=extra_rechecks.answered_by(person().id),
    )


@pages.get("/rechecks/<uuid>")
@policy("recheck_answer")
def page(uuid: str) -> ResponseReturnValue:
    asked = rechecks.find(rights(), uuid) or abort(404)
    return _page(asked, _fresh(rechecks.to_answer(asked)))


@pages.post("/rechecks/<uuid>")
@policy("recheck_answer")
def answer(uuid: str) -> ResponseReturnValue:
    asked = rechecks.find(rights(), uuid) or abort(404)
    live = rechecks.to_answer(asked)
    stood = rechecks.figures_at_stake(live) if live else None
    sent = SecondLookForm.sent(stood, request.form)
    granted = request.form.get("verdict") == "granted"
    reason = sent.answer()
    rulings = sent.rulings(stood) if granted and stood else []
    if rulings is None or sent.errors:
        return _page(asked, sent), 422
    try:
        with transaction():
            if granted:
                service.grant(asked, person(), rulings, sent.decision, reason)
            else:
                service.turn_down(asked, person(), sent.decision, reason)
    except Refused as refusal:
        flash(worded(refusal), "care")
        if refusal.code == "decision_changed":
            sent = _fresh(rechecks.to_answer(asked), sent.note)
        return _page(asked, sent), 422 if refusal.code in ("evidence_unseen", "recheck_same") else 409
    flash(_("Đã trả lời. Đội đọc được kết quả và lý do trong báo cáo."), "good")
    return redirect(url_for("rechecks.index"), code=303)


def _form(report: Report, sent: RecheckForm) -> str:
    show(report.enrolment.campaign)
    where, found = stage(report.enrolment.campaign), rechecks.contested(report)
    asked = rechecks.of_report(report)
    return render_template(
        "rechecks/ask.html",
        report=report,
        form=sent,
        stage=where,
        rules=where.book.on(report.activity_day),
        live=rechecks.figures_at_stake(found) if found else None,
        annulled=found if found and found.kind == "annulled" else None,
        asked=asked and not rechecks.may_be_asked(found, asked),
        own_photos=(),
        carried_photos=waiting(sent),
        most_photos=MOST_PHOTOS,
    )


def _page(asked: RecheckRequest, sent: SecondLookForm) -> str:
    found = rechecks.to_answer(asked)
    shown = shown_of(asked.report, sent, rechecks.figures_at_stake(found) if found else None)
    return render_template(
        "rechecks/page.html", asked=asked, may_answer=found is not None and not shown["stage"].is_final, **shown
    )


def _fresh(live: Decision | None, note: str = "") -> SecondLookForm:
    """Every figure as it stood; the answer follows the decision that counts now."""
    form = SecondLookForm.fresh(rechecks.figures_at_stake(live) if live else None, note)
    form.decision = live.id if live else 0
    return form
