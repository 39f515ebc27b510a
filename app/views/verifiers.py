"""Verifiers' figures: everybody's for those who watch over the campaign, to a verifier their own; full checks."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import local_day, now
from app.database import transaction
from app.forms.full_checks import FullCheckForm
from app.models import Campaign
from app.queries import verifier_figures
from app.queries.rules import rule_book
from app.queries.units import unit_by_code
from app.rulebook.appraised import needs_full_check
from app.rulebook.verifier_badges import progress
from app.services import full_checks
from app.services.refusals import Refused
from app.views import verifier_words
from app.views.context import show
from app.views.current import person, rights
from app.views.policy import policy
from app.views.sight import own_stage
from app.views.wording import worded

pages = Blueprint("verifiers", __name__)
verifier_words.register(pages)


@pages.get("/campaigns/<code>/verifiers")
@policy("verifiers_read")
def index(code: str) -> ResponseReturnValue:
    campaign = verifier_figures.campaign_of(rights(), code) or abort(404)
    return _page(campaign, FullCheckForm())


@pages.post("/campaigns/<code>/full-checks")
@policy("full_check")
def start(code: str) -> ResponseReturnValue:
    campaign, form = own_stage(code).campaign, FullCheckForm.sent(request.form)
    unit = unit_by_code(form.unit) if form.unit else None
    if not form.checked(unit is not None and unit.path.startswith(campaign.unit.path)):
        return _page(campaign, form), 422
    assert unit is not None
    try:
        with transaction():
            full_checks.start(campaign, unit, form.reason, person())
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _page(campaign, form), 409
    flash(_("Từ bây giờ mọi báo cáo của %(unit)s được chấm chéo.", unit=unit.name), "good")
    return redirect(url_for("verifiers.index", code=code), code=303)


@pages.post("/campaigns/<code>/full-checks/<unit>/ending")
@policy("full_check")
def end(code: str, unit: str) -> ResponseReturnValue:
    campaign = own_stage(code).campaign
    check = next((each for each in verifier_figures.full_checks(campaign) if each.unit.code == unit), None)
    if check is None:
        abort(404)
    try:
        with transaction():
            full_checks.end(check, campaign, person())
        flash(_("Đã thôi chấm chéo toàn bộ; rút thăm và dấu hiệu vẫn như cũ."), "good")
    except Refused as refusal:
        flash(worded(refusal), "care")
    return redirect(url_for("verifiers.index", code=code), code=303)


def _page(campaign: Campaign, form: FullCheckForm) -> str:
    """At most eight queries, however many verifiers there are."""
    show(campaign)
    book, mine = rule_book(campaign.id), rights()
    rules, whole = book.on(local_day(now(), campaign.zone)), verifier_figures.watches(mine, campaign)
    rows = verifier_figures.rows(campaign, None if whole else mine.person_id)
    checks = verifier_figures.full_checks(campaign)
    running = [each for each in checks if each.ended_at is None]
    return render_template(
        "verifiers/index.html" if whole else "verifiers/mine.html",
        campaign=campaign,
        rules=rules,
        hours=book.newest.deadlines.verify_hours,
        rows=rows,
        form=form,
        checks=checks,
        proposed=[
            each
            for each in rows
            if needs_full_check(each.counts, rules.overturned_percent, rules.overturned_least)
            and not any(each.unit_path.startswith(check.unit.path) for check in running)
        ],
        over_mine=[each for each in running if any(path.startswith(each.unit.path) for path in mine.paths("verifier"))],
        is_officer=mine.covers(campaign.unit.path, "officer"),
        badges={each.code: each for each in rules.verifier_badges},
        progress=progress,
    )
