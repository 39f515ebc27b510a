"""The officer's desk: progress, coverage, board freeze, exports."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.exports import standings as standings_export
from app.forms.campaigns import FreezeForm
from app.models import Campaign
from app.queries import desk, organising
from app.queries.campaigns import stage
from app.services import campaigns
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import covers, may_open, policy
from app.views.wording import worded

pages = Blueprint("desk", __name__)


@pages.get("/desk")
@policy("desk_read")
def index() -> ResponseReturnValue:
    found = desk.campaigns_of(rights())
    if not found:
        return render_template("desk/empty.html")
    wanted = request.args.get("campaign")
    chosen = next((each for each in found if each.code == wanted), None if wanted else _running(found))
    return _desk(chosen or abort(404), found)


@pages.post("/campaigns/<code>/freeze")
@policy("board_freeze")
def freeze(code: str) -> ResponseReturnValue:
    campaign = _own(code)
    covers(campaign.unit.path, "officer")
    form = FreezeForm()
    if not form.validate():
        return _desk(campaign, desk.campaigns_of(rights()), freeze_form=form), 422
    try:
        with transaction():
            campaigns.freeze(campaign, person(), form.reason.data or "")
        flash(_("Đã khóa bảng. Báo cáo và thẩm định vẫn tiếp tục."), "good")
    except Refused as refusal:
        flash(worded(refusal), "care")
    return redirect(url_for("desk.index", campaign=code), code=303)


@pages.get("/campaigns/<code>/standings.<any(csv, json):kind>")
@policy("export_standings")
def export(code: str, kind: str) -> ResponseReturnValue:
    campaign = _own(code)
    body = (standings_export.to_csv if kind == "csv" else standings_export.to_json)(campaign)
    mime = "text/csv" if kind == "csv" else "application/json"
    name = f"bang-xep-hang-{campaign.code}{'-gia-dinh' if campaign.ranking_note else ''}.{kind}"
    return body, {
        "Content-Type": f"{mime}; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}"',
    }


def _own(code: str) -> Campaign:
    """The campaign, if it is of a unit the person works for."""
    return next((each for each in desk.campaigns_of(rights()) if each.code == code), None) or abort(404)


def _running(found: list[Campaign]) -> Campaign:
    return next((each for each in found if stage(each).phase == "running"), found[0])


def _desk(
    campaign: Campaign,
    found: list[Campaign],
    freeze_form: FreezeForm | None = None,
) -> str:
    show(campaign)
    return render_template(
        "desk/index.html",
        campaign=campaign,
        campaigns=found,
        stage=stage(campaign),
        progress=desk.progress(campaign),
        coverage=desk.coverage(campaign),
        freeze_form=freeze_form or FreezeForm(formdata=None),
        is_officer="officer" in rights().roles,
        may_see_extras=may_open("extras.index"),
        may_see_backlog=may_open("backlog.index"),
        organises=campaign.id in {each.id for each in organising.campaigns_of(rights())},
    )
