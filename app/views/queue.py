"""The verifier's evening: the queue, one form per report, the next one after each decision."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.decisions import DecisionForm, claimed_lines
from app.forms.fields import Wrong
from app.forms.fields import text as free_text
from app.models import Report
from app.queries import joint_sessions, organising, queue, reports
from app.queries.campaigns import stage
from app.queries.members import present_at
from app.services import decisions
from app.services.judgements import Given
from app.services.refusals import Refused
from app.views.badge_words import title
from app.views.context import show
from app.views.current import person, rights
from app.views.paging import page_of
from app.views.policy import may_open, policy
from app.views.wording import REASONS, worded

pages = Blueprint("queue", __name__)


@pages.get("/queue")
@policy("report_decide")
def index() -> ResponseReturnValue:
    waiting = queue.waiting_for(rights())
    if waiting:
        show(waiting[0].enrolment.campaign)
    return render_template("queue/index.html", waiting=waiting, campaign=organising.current_of(rights()))


@pages.get("/queue/done")
@policy("report_decide")
def done() -> ResponseReturnValue:
    found = page_of(lambda limit, offset: queue.decided_by(person(), limit, offset))
    behind = queue.reports_of(list(found.items))
    if behind:
        show(next(iter(behind.values())).enrolment.campaign)
    return render_template("queue/done.html", decisions=found, reports=behind)


@pages.get("/reports/<uuid>/decision")
@policy("report_decide")
def review(uuid: str) -> ResponseReturnValue:
    report = queue.find(rights(), uuid) or abort(404)
    return _form(report, DecisionForm.fresh(report))


@pages.post("/reports/<uuid>/decision")
@policy("report_decide")
def decide(uuid: str) -> ResponseReturnValue:
    report = queue.find(rights(), uuid) or abort(404)
    form = DecisionForm.sent(report, request.form)
    try:
        rulings = form.rulings(report)
        if rulings is None:
            return _form(report, form), 422
        with transaction():
            given = decisions.decide(report, person(), rulings, form.version)
    except Refused as refusal:
        flash(worded(refusal), "care")
        return _form(report, DecisionForm.fresh(report)), 409
    flash(_told(report.enrolment.team.name, given), "good")
    return _next()


@pages.post("/reports/<uuid>/reopening")
@policy("report_reopen")
def reopen(uuid: str) -> ResponseReturnValue:
    report = queue.find(rights(), uuid) or abort(404)
    try:
        reason = free_text(request.form, "reason", 1000)
    except Wrong as wrong:
        flash(str(wrong), "bad")
        return redirect(url_for("queue.review", uuid=uuid), code=303)
    if not reason:
        flash(_("Bạn ghi lý do mở lại quyết định."), "bad")
        return redirect(url_for("queue.review", uuid=uuid), code=303)
    with transaction():
        decisions.reopen(report, person(), reason)
    flash(_("Đã mở lại. Điểm của báo cáo đã được rút về; bạn quyết định lại bên dưới."), "good")
    return redirect(url_for("queue.review", uuid=uuid), code=303)


def _told(team: str, given: Given) -> str:
    """What the decision did; the badges it gave are the verifier's joy as well."""
    said = _("Đã lưu quyết định cho %(team)s.", team=team)
    if not given:
        return said
    names = ", ".join(title(badge, level) for (_code, level), badge in given.items())
    return f"{said} {_('Đội vừa đạt huy hiệu: %(badges)s.', badges=names)}"


def _next() -> ResponseReturnValue:
    """The next waiting report opens by itself; an empty queue says thank you."""
    waiting = queue.waiting_for(rights())
    if not waiting:
        return redirect(url_for("queue.index"), code=303)
    return redirect(url_for("queue.review", uuid=waiting[0].uuid), code=303)


def _form(report: Report, form: DecisionForm) -> str:
    show(report.enrolment.campaign)
    where = stage(report.enrolment.campaign)
    return render_template(
        "queue/review.html",
        report=report,
        may_annul=may_open("corrections.annul"),
        lines=claimed_lines(report),
        form=form,
        stage=where,
        rules=where.book.on(report.activity_day),
        waiting=queue.waiting_for(rights()),
        history=reports.history(report),
        present=len(present_at(report)),
        split=joint_sessions.split_of(report.joint_session) if report.joint_session else None,
        reasons=REASONS,
    )
