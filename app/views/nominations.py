"""Individual awards: units put people forward, the people themselves agree or do not."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.nominations import NominationForm, answer_of
from app.models import Campaign, Nomination
from app.queries import desk, nominations, organising
from app.queries.campaigns import stage
from app.services import nominations as service
from app.services.refusals import Refused
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import policy
from app.views.wording import worded

pages = Blueprint("nominations", __name__)


@pages.get("/campaigns/<code>/nominations")
@policy("nominate")
def index(code: str) -> ResponseReturnValue:
    return _index(_campaign(code), NominationForm())


@pages.post("/campaigns/<code>/nominations")
@policy("nominate")
def nominate(code: str) -> ResponseReturnValue:
    campaign = _campaign(code)
    able = {who.uuid: (who, team) for who, team in nominations.members_of(campaign, rights())}
    form = NominationForm.sent(request.form, able)
    if form.who and form.who not in able:
        abort(404)
    if form.errors:
        return _index(campaign, form), 422
    who, team = able[form.who]
    try:
        with transaction():
            service.nominate(campaign, form.uuid, who, team, person(), form.why)
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _index(campaign, form), 409
    flash(_("Đã giới thiệu. Người được giới thiệu được hỏi ý kiến ngay."), "good")
    return redirect(url_for("nominations.index", code=code), code=303)


@pages.post("/nominations/<uuid>/guardian")
@policy("nominate")
def guardian(uuid: str) -> ResponseReturnValue:
    """Somebody of the unit records what the guardian of a minor signed."""
    found = nominations.by_uuid(uuid) or abort(404)
    if not rights().covers(found.unit.path, "verifier", "officer"):
        abort(404)
    campaign = _found(found)
    return _answered(found, "guardian", url_for("nominations.index", code=campaign.code))


@pages.get("/nominations")
@policy("consent")
def mine() -> ResponseReturnValue:
    return render_template("nominations/mine.html", nominations=nominations.of_person(person()))


@pages.post("/nominations/<uuid>/consent")
@policy("consent")
def consent(uuid: str) -> ResponseReturnValue:
    found = next((each for each in nominations.of_person(person()) if each.uuid == uuid), None) or abort(404)
    return _answered(found, "member", url_for("nominations.mine"))


def _answered(found: Nomination, whose: str, onwards: str) -> ResponseReturnValue:
    given = answer_of(request.form)
    if given is None:
        flash(_("Bạn chọn đồng ý hoặc không đồng ý."), "care")
        return redirect(onwards, code=303)
    try:
        with transaction():
            service.consent(found, whose, given, person())
        flash(_("Đã ghi câu trả lời."), "good")
    except Refused as refusal:
        flash(worded(refusal), "care")
    return redirect(onwards, code=303)


def _campaign(code: str) -> Campaign:
    """A campaign that teams of the person's units take part in, or that they run."""
    able = {each.code: each for each in [*desk.campaigns_of(rights()), *organising.campaigns_of(rights())]}
    found = able.get(code) or abort(404)
    show(found)
    return found


def _found(nomination: Nomination) -> Campaign:
    own = [*desk.campaigns_of(rights()), *organising.campaigns_of(rights())]
    return next((each for each in own if each.id == nomination.campaign_id), None) or abort(404)


def _index(campaign: Campaign, form: NominationForm) -> str:
    return render_template(
        "nominations/index.html",
        campaign=campaign,
        stage=stage(campaign),
        members=nominations.members_of(campaign, rights()),
        nominations=[
            each for each in nominations.nominations(campaign) if rights().covers(each.unit.path, "verifier", "officer")
        ],
        form=form,
    )
