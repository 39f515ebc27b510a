"""The province looks at many decisions again together: open, preview, apply or cancel as one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.batch_reviews import BatchForm
from app.models import BatchReview, Campaign
from app.queries import batch_reviews
from app.queries.campaigns import Stage, stage
from app.queries.units import unit_by_code
from app.services import batch_reviews as service
from app.services.refusals import Refused
from app.views.batch_previews import ask_first, under_way
from app.views.current import person
from app.views.errands import later, to_errand
from app.views.policy import policy
from app.views.sight import own_batch, own_stage
from app.views.wording import worded

pages = Blueprint("batch_reviews", __name__)

AT_ONCE = 300  # reports: half a second; more of them are applied by the worker


@pages.get("/campaigns/<code>/batch-reviews")
@policy("batch_review")
def index(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    return _index(where, BatchForm.fresh(where.campaign))


@pages.post("/campaigns/<code>/batch-reviews")
@policy("batch_review")
def open_batch(code: str) -> ResponseReturnValue:
    where, form = own_stage(code), BatchForm.sent(request.form)
    people = {each.uuid: each for each in batch_reviews.who_decided(where.campaign)}
    unit = unit_by_code(form.unit) if form.unit else None
    if unit is not None and not unit.path.startswith(where.campaign.unit.path):
        unit = None
    choice = form.choice(people.get(form.person), unit)
    if choice is None:
        return _index(where, form), 422
    try:
        with transaction():
            batch = service.open_batch(form.uuid, where.campaign, choice, form.reason, person())
            ask_first(batch, where.campaign)
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _index(where, form), 422
    return redirect(url_for("batch_reviews.page", uuid=batch.uuid), code=303)


@pages.get("/batch-reviews/<uuid>")
@policy("batch_review")
def page(uuid: str) -> ResponseReturnValue:
    batch, campaign = own_batch(uuid)
    return _page(batch, campaign)


@pages.post("/batch-reviews/<uuid>/application")
@policy("batch_review")
def apply(uuid: str) -> ResponseReturnValue:
    batch, campaign = own_batch(uuid)
    if batch.is_open and batch_reviews.size(batch) > AT_ONCE:
        return to_errand(later("batch_application", campaign, batch=batch.uuid))
    try:
        with transaction():
            count = service.apply(batch, campaign, person())
    except Refused as refusal:
        flash(worded(refusal), "care")
        return _page(batch, campaign), 409
    flash(_("Đã áp dụng cho %(count)s báo cáo. Các đội liên quan nhận thông báo.", count=count), "good")
    return redirect(url_for("batch_reviews.page", uuid=uuid), code=303)


@pages.post("/batch-reviews/<uuid>/cancellation")
@policy("batch_review")
def cancel(uuid: str) -> ResponseReturnValue:
    batch, campaign = own_batch(uuid)
    try:
        with transaction():
            service.cancel(batch, campaign, person())
    except Refused as refusal:
        flash(worded(refusal), "care")
        return _page(batch, campaign), 409
    flash(_("Đã bỏ đợt này, không điểm nào đổi."), "good")
    return redirect(url_for("batch_reviews.index", code=campaign.code), code=303)


def _page(batch: BatchReview, campaign: Campaign) -> str:
    return render_template(
        "batch_reviews/page.html",
        batch=batch,
        stage=stage(campaign),
        size=batch_reviews.size(batch),
        seen=None,
        applying=under_way(batch, campaign),
    )


def _index(where: Stage, form: BatchForm) -> str:
    return render_template(
        "batch_reviews/index.html",
        stage=where,
        form=form,
        batches=batch_reviews.of_campaign(where.campaign),
        people=[
            ("", _("Mọi người")),
            *((each.uuid, each.full_name) for each in batch_reviews.who_decided(where.campaign)),
        ],
        effects=[
            ("reopened", _("Mở lại để người khác thẩm định lại")),
            ("annulled", _("Hủy kết quả, theo kết luận của Hội đồng")),
        ],
    )
