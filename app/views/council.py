"""The council's room: who is eligible, what the rules propose, what they leave to the council, and the minutes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.exports.council_words import minutes_of
from app.forms.council import ActForm
from app.queries import council, results
from app.queries.campaigns import Stage
from app.queries.honoured import consented, honoured
from app.queries.horizon import horizon
from app.queries.nominations import nominations
from app.queries.proposed_results import proposal
from app.queries.suggestions import suggestions
from app.services import council as service
from app.services.refusals import Refused
from app.views import council_words
from app.views.current import person, rights
from app.views.policy import policy
from app.views.sight import run_stage
from app.views.wording import worded

pages = Blueprint("council", __name__)
council_words.register(pages)
READERS = ("officer", "signatory", "council", "auditor")
MOST_TRIED = 20


@pages.get("/campaigns/<code>/council")
@policy("council_read")
def room(code: str) -> ResponseReturnValue:
    return _room(run_stage(code, *READERS), ActForm())


@pages.post("/campaigns/<code>/council")
@policy("council_act")
def act(code: str) -> ResponseReturnValue:
    where = run_stage(code, "council", "officer")
    form = ActForm.sent(request.form, request.form.getlist("winner"))
    reason = form.said_why()
    if form.errors:
        return _room(where, form), 422
    try:
        with transaction():
            service.record(where.campaign, form.uuid, form.kind, form.subject, form.choice, person(), reason)
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _room(run_stage(code, "council", "officer"), form), 409
    flash(_("Đã ghi vào biên bản."), "good")
    return redirect(url_for("council.room", code=code), code=303)


def _room(where: Stage, form: ActForm) -> str:
    campaign, rules = where.campaign, where.book.newest
    acts = council.acts(campaign)
    specials = [each.code for each in rules.special_awards]
    tried = frozenset(request.args.getlist("without")[:MOST_TRIED])
    return render_template(
        "council/room.html",
        stage=where,
        rules=rules,
        proposal=proposal(campaign, results.next_number(campaign), acts, tried),
        tried=tried,
        minutes=list(zip(acts, minutes_of(acts, where), strict=True)),
        held=council.holding(acts, "special"),
        honoured=honoured(campaign, acts, specials),
        suggestions=suggestions(horizon(where, full=True), specials),
        nominations=[each for each in nominations(campaign) if consented(each, campaign)],
        form=form,
        may_act=not where.is_final and bool({"council", "officer"} & rights().roles),
    )
