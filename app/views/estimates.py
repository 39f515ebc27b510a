"""Points while typing: asked for by the report form, shown beside its button."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.forms.reports import ReportForm
from app.queries import enrolments, reports
from app.queries.campaigns import stage
from app.queries.estimates import estimate
from app.views import report_form
from app.views.current import rights
from app.views.policy import policy

pages = Blueprint("estimates", __name__)


@pages.post("/reports/estimate")
@policy("report_write")
def show() -> ResponseReturnValue:
    form = ReportForm.sent(request.form)
    known = reports.find_own(rights(), form.uuid)
    enrolment = known.enrolment if known else enrolments.current_of(rights(), "captain") or abort(404)
    where = stage(enrolment.campaign)
    content = form.content(report_form.offered(enrolment, where), (), send=False)
    found = (
        estimate(where, enrolment, content.activity_day, content.lines, known.id if known else 0) if content else None
    )
    return render_template("reports/_estimate.html", estimate=found)
