"""A team's reports: write, send, correct, withdraw, read."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import local_day, now
from app.database import transaction
from app.forms.reports import ReportForm
from app.models import Enrolment, Report
from app.queries import cross_checks, enrolments, joint_sessions, rechecks, reports
from app.queries.campaigns import stage
from app.queries.deciders import may_decide
from app.queries.members import present_at
from app.queries.statuses import outcomes
from app.services import reports as service
from app.services.refusals import Refused
from app.views import report_form, report_photos
from app.views.context import show
from app.views.current import person, rights
from app.views.paging import page_of
from app.views.policy import may_open, policy
from app.views.writing import in_turn

pages = Blueprint("reports", __name__)


@pages.get("/reports")
@policy("report_read")
def index() -> ResponseReturnValue:
    enrolment = enrolments.current_of(rights(), "captain", "member")
    if enrolment:
        show(enrolment.campaign)
    found = page_of(lambda limit, offset: reports.of_teams(rights(), limit, offset))
    return render_template(
        "reports/index.html",
        reports=found,
        outcomes=outcomes(found.items),
        enrolment=enrolment,
        sessions=joint_sessions.latest(enrolment.id) if enrolment else (),
        can_write=may_open("reports.new"),
    )


@pages.get("/reports/new")
@policy("report_write")
def new() -> ResponseReturnValue:
    enrolment = _own_enrolment()
    today = local_day(now(), enrolment.campaign.zone)
    last = reports.last_of(enrolment)
    form = ReportForm.fresh(today, last, present_at(last) if last else ())
    if request.args.get("session"):
        report_form.begin_with(form, enrolment, request.args["session"])
    return report_form.render(form, enrolment)


@pages.post("/reports")
@policy("report_write")
def create() -> ResponseReturnValue:
    enrolment = _own_enrolment()
    form = ReportForm.sent(request.form)
    photos = report_photos.photos(form, enrolment)
    content = form.content(report_form.offered(enrolment), photos, report_form.sends())
    if content is None:
        return report_form.render(form, enrolment), 422
    try:
        with in_turn():
            report = service.record(form.uuid, enrolment, content, person(), report_form.sends(), form.phone)
    except Refused as refusal:
        return report_form.refused(form, refusal, enrolment)
    return _told(report)


@pages.get("/reports/<uuid>")
@policy("report_read")
def page(uuid: str) -> ResponseReturnValue:
    report = reports.find(rights(), uuid) or abort(404)
    show(report.enrolment.campaign)
    where, live = stage(report.enrolment.campaign), reports.live(report)
    is_captain = report.enrolment.team_id in rights().team_ids("captain")
    asked = rechecks.of_report(report)
    return render_template(
        "reports/page.html",
        report=report,
        outcome=outcomes([report])[report.id],
        history=reports.history(report),
        second=cross_checks.to_tell(report),
        rechecks=asked,
        stage=where,
        present=len(present_at(report)),
        split=joint_sessions.split_of(report.joint_session) if report.joint_session else None,
        can_edit=report.is_editable and is_captain,
        can_correct=where.decisions_open and is_captain and live is not None,
        can_contest=where.rechecks_open and is_captain and rechecks.may_be_asked(rechecks.contested(report), asked),
        can_decide=may_decide(report, rights().person_id),
    )


@pages.get("/reports/<uuid>/edit")
@policy("report_write")
def edit(uuid: str) -> ResponseReturnValue:
    report = reports.find_own(rights(), uuid) or abort(404)
    if not report.is_editable:
        raise Refused("report_decided")
    return report_form.render(ReportForm.of(report, present_at(report)), report.enrolment, report)


@pages.post("/reports/<uuid>/edit")
@policy("report_write")
def amend(uuid: str) -> ResponseReturnValue:
    report = reports.find_own(rights(), uuid) or abort(404)
    form = ReportForm.sent(request.form)
    form.uuid = report.uuid
    photos = report_photos.photos(form, report.enrolment, report)
    content = form.content(report_form.offered(report.enrolment), photos, report_form.sends())
    if content is None:
        return report_form.render(form, report.enrolment, report), 422
    try:
        with in_turn():
            service.amend(report, content, person(), form.version, report_form.sends(), form.phone)
    except Refused as refusal:
        return report_form.refused(form, refusal, report.enrolment, report)
    return _told(report)


@pages.post("/reports/<uuid>/withdrawal")
@policy("report_write")
def withdraw(uuid: str) -> ResponseReturnValue:
    report = reports.find_own(rights(), uuid) or abort(404)
    with transaction():
        service.withdraw(report, person())
    flash(_("Đã rút báo cáo. Nội dung vẫn được lưu để tra cứu."), "good")
    return redirect(url_for("reports.page", uuid=uuid), code=303)


def _own_enrolment() -> Enrolment:
    """The captain's place in the running campaign."""
    return enrolments.current_of(rights(), "captain") or abort(404)


def _told(report: Report) -> ResponseReturnValue:
    if report.state == "draft":
        flash(_("Đã lưu nháp. Bạn gửi khi sẵn sàng."), "good")
    else:
        flash(_("Đã gửi báo cáo. Người thẩm định sẽ xem trong 48 giờ."), "good")
    return redirect(url_for("reports.page", uuid=report.uuid), code=303)
