"""A result laid before the signatories: submitted by an officer, approved or sent back by somebody else."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import local_day
from app.forms.results import StepForm
from app.models import ResultSubmission
from app.queries import results
from app.queries.campaigns import Stage
from app.services import results as service
from app.views.current import person
from app.views.policy import policy
from app.views.sight import own_stage, run_stage
from app.views.timeline import confirmed, move_on

pages = Blueprint("result_submissions", __name__)


@pages.post("/campaigns/<code>/submissions")
@policy("result_submit")
def submit(code: str) -> ResponseReturnValue:
    where, form = own_stage(code), StepForm.sent("submit", request.form)
    reason = form.said_why()
    confirmed(form)
    done = _("Đã trình. Người duyệt được báo ngay.")
    return move_on(where, form, lambda: service.submit(where.campaign, form.uuid, person(), reason), done)


@pages.post("/campaigns/<code>/amendments")
@policy("result_submit")
def amend(code: str) -> ResponseReturnValue:
    where, form = own_stage(code), StepForm.sent("amend", request.form)
    reason, changes = form.said_why(), form.changes()
    confirmed(form)
    done = _("Đã trình bản điều chỉnh. Chưa có gì thay đổi cho đến khi được duyệt.")
    return move_on(where, form, lambda: service.submit(where.campaign, form.uuid, person(), reason, changes), done)


@pages.post("/campaigns/<code>/submissions/<uuid>/approval")
@policy("result_approve")
def approve(code: str, uuid: str) -> ResponseReturnValue:
    where, form = run_stage(code, "signatory"), StepForm.sent("approve", request.form)
    submission = _submission(where, uuid)
    number, day = form.said_number(), form.signed_on(local_day(where.now, where.campaign.zone))
    form.repeats(where.campaign.code)
    confirmed(form)
    done = _("Đã duyệt. Kết quả không thay đổi nữa.")
    return move_on(where, form, lambda: service.approve(submission, person(), number, day), done)


@pages.post("/campaigns/<code>/submissions/<uuid>/return")
@policy("result_approve")
def send_back(code: str, uuid: str) -> ResponseReturnValue:
    where, form = run_stage(code, "signatory"), StepForm.sent("return", request.form)
    submission, reason = _submission(where, uuid), form.said_why()
    return move_on(where, form, lambda: service.send_back(submission, person(), reason), _("Đã trả lại người trình."))


def _submission(where: Stage, uuid: str) -> ResultSubmission:
    found = results.submission_by(uuid)
    return found if found and found.campaign_id == where.campaign.id else abort(404)
