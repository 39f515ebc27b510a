"""An officer declares Sundays on which nobody is asked to go out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.excuses import ExcuseForm
from app.queries import excuses
from app.queries.campaigns import Stage
from app.queries.units import unit_by_code
from app.rulebook.calendars import sundays
from app.services import excuses as service
from app.services.refusals import Refused
from app.views.current import person
from app.views.formats import day
from app.views.policy import policy
from app.views.sight import own_stage
from app.views.wording import worded

pages = Blueprint("excuses", __name__)

BESIDE = {"excuse_not_sunday": "day", "excuse_known": "day", "unit_not_yours": "unit"}


@pages.get("/campaigns/<code>/excuses")
@policy("rules_publish")
def index(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    return _page(where, ExcuseForm(unit=where.campaign.unit.code))


@pages.post("/campaigns/<code>/excuses")
@policy("rules_publish")
def declare(code: str) -> ResponseReturnValue:
    where, form = own_stage(code), ExcuseForm.sent(request.form)
    excuse = form.excuse()
    unit = unit_by_code(form.unit)
    if form.unit and unit is None:
        form.errors["unit"] = _("Không có đơn vị mã này. Bạn xem mã ở trang Đơn vị.")
    if excuse is None or unit is None:
        return _page(where, form), 422
    try:
        with transaction():
            service.declare(where.campaign, unit, *excuse, person())
    except Refused as refusal:
        form.errors[BESIDE.get(refusal.code, "form")] = worded(refusal)
        return _page(where, form), 422
    flash(_("Đã ghi Chủ nhật được nghỉ. Chuỗi ra quân của các đội không đứt vì ngày này."), "good")
    return redirect(url_for("excuses.index", code=code), 303)


def _page(where: Stage, form: ExcuseForm) -> str:
    campaign = where.campaign
    days = sundays(campaign.starts_on, campaign.ends_on)
    return render_template(
        "excuses/index.html",
        stage=where,
        form=form,
        excuses=excuses.of_campaign(campaign),
        excuse_days=[("", _("Chọn một Chủ nhật")), *((each.isoformat(), day(each)) for each in days)],
    )
