"""A team lowers its own verified figures; an officer annuls a fabricated session."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms import fields
from app.forms.extras import reason_of
from app.forms.fields import Wrong
from app.models import Report
from app.queries import queue, reports
from app.queries.campaigns import stage
from app.services import decisions
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import policy
from app.views.reasons import with_reason
from app.views.wording import worded

pages = Blueprint("corrections", __name__)


@pages.get("/reports/<uuid>/correction")
@policy("report_correct")
def form(uuid: str) -> ResponseReturnValue:
    report = reports.find_own(rights(), uuid) or abort(404)
    return _page(report, {}, {})


@pages.post("/reports/<uuid>/correction")
@policy("report_correct")
def correct(uuid: str) -> ResponseReturnValue:
    report = reports.find_own(rights(), uuid) or abort(404)
    typed = {line.id: request.form.get(f"quantity-{line.id}", "")[:20] for line in report.lines}
    errors: dict[str, str] = {}
    quantities = _quantities(typed, errors)
    reason = reason_of(request.form, errors)
    if errors:
        return _page(report, typed, errors), 422
    try:
        with transaction():
            decisions.correct(report, person(), quantities, reason)
    except Refused as refusal:
        return _page(report, typed, {"form": worded(refusal)}), 409
    flash(_("Đã điều chỉnh. Đội chỉ mất phần ghi thừa, không bị trừ điểm nào khác."), "good")
    return redirect(url_for("reports.page", uuid=uuid), code=303)


@pages.post("/reports/<uuid>/annulment")
@policy("report_annul")
def annul(uuid: str) -> ResponseReturnValue:
    report = queue.find(rights(), uuid) or abort(404)

    def move(reason: str) -> str:
        decisions.annul(report, person(), reason)
        return _("Đã hủy kết quả của buổi này. Điểm đã rút về, đội không được xét khen thưởng.")

    return with_reason(move, url_for("queue.review", uuid=uuid), url_for("reports.page", uuid=uuid))


def _quantities(typed: dict[int, str], errors: dict[str, str]) -> dict[int, int]:
    """What each line should have been; a field that was not sent stays as it is."""
    found = {}
    for line_id, raw in typed.items():
        if raw:
            try:
                found[line_id] = fields.quantity(raw)
            except Wrong as wrong:
                errors[f"quantity-{line_id}"] = str(wrong)
    return found


def _page(report: Report, typed: dict[int, str], errors: dict[str, str]) -> str:
    show(report.enrolment.campaign)
    live = reports.live(report)
    return render_template(
        "corrections/form.html",
        report=report,
        rules=stage(report.enrolment.campaign).book.on(report.activity_day),
        verified={each.line_id: each.verified_quantity for each in live.verdicts} if live else {},
        typed=typed,
        errors=errors,
        reason=request.form.get("reason", ""),
    )
