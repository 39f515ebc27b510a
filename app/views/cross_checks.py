"""Second looks: what a person is asked to check, one report at a time; and the public draw."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.second_looks import SecondLookForm
from app.models import CrossCheck
from app.queries import cross_checks, queue, reports
from app.services import cross_checks as service
from app.services.refusals import Refused
from app.views import cross_check_words
from app.views.current import person, rights
from app.views.paging import page_of
from app.views.policy import policy
from app.views.reasons import with_reason
from app.views.second_looks import shown_of
from app.views.wording import worded

pages = Blueprint("cross_checks", __name__)
cross_check_words.register(pages)

GONE = ("check_reopened", "check_overruled", "not_yours_to_check")  # there is no page of it any more


@pages.get("/cross-checks")
@policy("cross_check")
def index() -> ResponseReturnValue:
    return render_template(
        "cross_checks/index.html",
        asked=page_of(lambda limit, offset: list(cross_checks.asked_of(rights(), limit, offset))),
        given=cross_checks.given_by(person(), limit=20),
    )


@pages.get("/cross-checks/<uuid>")
@policy("cross_check")
def page(uuid: str) -> ResponseReturnValue:
    check = cross_checks.find(rights(), uuid) or abort(404)
    return _page(check, SecondLookForm.fresh(reports.live(check.report)))


@pages.post("/cross-checks/<uuid>")
@policy("cross_check")
def answer(uuid: str) -> ResponseReturnValue:
    check = cross_checks.find_asked(rights(), uuid) or abort(404)
    live = reports.live(check.report)
    form = SecondLookForm.sent(live, request.form)
    rulings = form.rulings(live) if live else []
    if rulings is None:
        return _page(check, form), 422
    try:
        with transaction():
            changed = service.answer(check, person(), rulings, form.decision, form.note)
    except Refused as refusal:
        flash(worded(refusal), "care")
        if refusal.code in GONE:
            return redirect(url_for("cross_checks.index"), code=303)
        return _page(check, _again(check, form, refusal)), 422 if refusal.code == "evidence_unseen" else 409
    flash(_("Đã ghi kết quả chấm chéo, điểm đã theo.") if changed else _("Đã ghi: giữ nguyên kết quả."), "good")
    return redirect(url_for("cross_checks.index"), code=303)


@pages.post("/cross-checks/<uuid>/escalation")
@policy("cross_check")
def pass_up(uuid: str) -> ResponseReturnValue:
    check = cross_checks.find_asked(rights(), uuid) or abort(404)

    def move(reason: str) -> str:
        service.pass_up(check, person(), reason)
        return _("Đã chuyển lên Tỉnh Đoàn.")

    return with_reason(move, url_for("cross_checks.page", uuid=uuid), url_for("cross_checks.index"))


@pages.post("/reports/<uuid>/cross-check")
@policy("report_decide")
def hand_on(uuid: str) -> ResponseReturnValue:
    """A verifier asks another unit to look at what they have decided."""
    report = queue.find(rights(), uuid) or abort(404)

    def move(reason: str) -> str:
        check = service.hand_on(report, person(), reason)
        return _("Đã nhờ %(unit)s xem lần hai.", unit=cross_check_words.asked_unit(check))

    return with_reason(move, url_for("queue.review", uuid=uuid))


def _again(check: CrossCheck, form: SecondLookForm, refusal: Refused) -> SecondLookForm:
    """What was typed stays, but for a decision that changed meanwhile: then its own figures are shown."""
    if refusal.code != "decision_changed":
        return form
    return SecondLookForm.fresh(reports.live(check.report), form.note)


def _page(check: CrossCheck, form: SecondLookForm) -> str:
    shown = shown_of(check.report, form, reports.live(check.report))
    may_answer = check.outcome is None and shown["live"] is not None and shown["stage"].decisions_open
    return render_template("cross_checks/page.html", check=check, may_answer=may_answer, **shown)
