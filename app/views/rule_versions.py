"""The officer changes the rules: the list of versions, the sheet on screen, the preview, the publication."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import local_day
from app.database import transaction
from app.forms.report_fields import chosen_file
from app.forms.rule_texts import FileForm
from app.forms.rule_versions import SheetForm, sheet_values
from app.queries.campaigns import Stage
from app.queries.published_rules import published
from app.queries.rule_preview import Effect
from app.rulebook.rulechanges import changes
from app.services import rule_versions
from app.services.refusals import Refused
from app.services.rule_versions import Outcome, Proposal
from app.views.current import person
from app.views.formats import day
from app.views.policy import policy
from app.views.sight import own_stage
from app.views.wording import worded

pages = Blueprint("rule_versions", __name__)

Form = SheetForm | FileForm

BESIDE = {
    "rules_retroactive": "retroactive",
    "rules_day_outside": "effective_from",
    "activity_forgotten": "text",
    "badge_forgotten": "text",
}
MEANWHILE = ("rules_changed", "campaign_final")


@pages.get("/campaigns/<code>/rule-versions")
@policy("rules_publish")
def index(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    return render_template(
        "rule_versions/index.html",
        stage=where,
        versions=published(where.campaign),
        spans=where.book.spans(),
        today=local_day(where.now, where.campaign.zone),
    )


@pages.get("/campaigns/<code>/rule-versions/new")
@policy("rules_publish")
def new(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    if where.is_final:
        raise Refused("campaign_final")
    return _page(where, _fresh(where))


@pages.post("/campaigns/<code>/rule-versions/new")
@policy("rules_publish")
def publish(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    form = _sent(where)
    try:
        rule_versions.refuse_outdated(where.campaign, form.version)
        proposal = form.proposal(where.book.newest) if isinstance(form, SheetForm) else form.proposal(where.campaign)
        if proposal is None:
            return _page(where, form), 422
        if request.form.get("step") != "publish":
            return _page(where, form, proposal, rule_versions.preview(where.campaign, proposal, person()))
        with transaction():
            done = rule_versions.publish(where.campaign, proposal, person())
    except Refused as refusal:
        return _refused(where, form, refusal)
    flash(_told(done, proposal), "good")
    return redirect(url_for("rule_versions.index", code=code), code=303)


def _fresh(where: Stage) -> SheetForm:
    today = local_day(where.now, where.campaign.zone)
    since = min(max(today, where.campaign.starts_on), where.campaign.ends_on)
    return SheetForm.fresh(where.book.newest, where.book.number, since)


def _sent(where: Stage) -> Form:
    if request.form.get("source") == "file":
        return FileForm.sent(request.form, chosen_file(request.files.get("file")))
    return SheetForm.sent(request.form, where.book.newest)


def _refused(where: Stage, form: Form, refusal: Refused) -> ResponseReturnValue:
    """The page again with what was typed; a form for older rules becomes one for the newest, to be looked at anew."""
    beside = BESIDE.get(refusal.code, "form")
    form.errors[beside if beside != "text" or isinstance(form, FileForm) else "form"] = worded(refusal)
    form.version = where.book.number
    return _page(where, form), 409 if refusal.code in MEANWHILE else 422


def _told(done: Outcome, proposal: Proposal) -> str:
    said = _(
        "Đã công bố phiên bản %(number)s, áp dụng từ %(day)s.", number=done.number, day=day(proposal.effective_from)
    )
    if not done.entries:
        return f"{said} {_('Không điểm nào thay đổi.')}"
    moved = _("Đã ghi %(entries)s bút toán điều chỉnh ở %(teams)s đội.", entries=done.entries, teams=done.teams)
    return f"{said} {moved}"


def _page(where: Stage, form: Form, proposal: Proposal | None = None, effect: Effect | None = None) -> str:
    newest = where.book.newest
    sheet = form if isinstance(form, SheetForm) else _fresh(where)
    file = form if isinstance(form, FileForm) else FileForm(version=form.version)
    return render_template(
        "rule_versions/edit.html",
        stage=where,
        rules=newest,
        form=form,
        sheet=sheet,
        file=file,
        stored=sheet_values(newest),
        proposal=proposal,
        effect=effect,
        changes=changes(newest, proposal.rules) if proposal else (),
        today=local_day(where.now, where.campaign.zone),
    )
