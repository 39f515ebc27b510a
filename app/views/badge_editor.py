"""One badge in the officer's hands: draft, preview of who would earn and who would lose it, publication."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.exports.badge_symbols import SYMBOLS
from app.forms.badges import BadgeForm, blank
from app.queries.badge_drafts import draft_of, names_of
from app.queries.badges import ever_awarded
from app.queries.campaigns import Stage
from app.rulebook.appraised import VERIFIER_METRICS
from app.rulebook.attended import MEMBER_METRICS
from app.rulebook.badges import METRICS
from app.rulebook.calendars import WEEKDAYS
from app.rulebook.honours import Badge
from app.services import badge_drafts
from app.services.badge_drafts import Change
from app.services.refusals import Refused
from app.views.current import person
from app.views.metric_words import metric
from app.views.policy import policy
from app.views.rule_words import peak_days
from app.views.sight import own_stage
from app.views.wording import worded

pages = Blueprint("badge_editor", __name__)

MEANWHILE = ("rules_changed", "campaign_final", "badge_draft_changed")


class Moved(NamedTuple):
    """A team that would gain or lose a level."""

    name: str
    code: str
    level: str
    gained: bool


@pages.get("/campaigns/<code>/badge-rules/new")
@policy("rules_publish")
def new(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    return _page(where, BadgeForm(dict(blank()), made_for=where.book.number), None)


@pages.get("/campaigns/<code>/badge-rules/badge/<badge_code>")
@policy("rules_publish")
def edit(code: str, badge_code: str) -> ResponseReturnValue:
    where = own_stage(code)
    published, draft = _published(where, badge_code), draft_of(where.campaign, badge_code)
    if draft:
        typed = {**blank(), **draft.typed}
        return _page(where, BadgeForm(typed, draft.version, where.book.number, fresh=not published), published)
    return _page(where, BadgeForm.of(published or abort(404), where.book.number), published)


@pages.post("/campaigns/<code>/badge-rules/badge")
@policy("rules_publish")
def send(code: str) -> ResponseReturnValue:
    """One form, four buttons: keep the draft, look ahead, publish, throw the draft away."""
    where, step = own_stage(code), request.form.get("step", "draft")
    form = BadgeForm.sent(request.form)
    published = _published(where, form.typed["code"])
    if step == "discard":
        return _discarded(where, form)
    badge = form.badge(where.book.newest, (where.campaign.starts_on, where.campaign.ends_on))
    reason = form.why() if step == "publish" else ""
    if badge is None or form.errors:
        return _page(where, form, published), 422
    try:
        if published and form.fresh:
            raise Refused("badge_taken", code=badge.code)
        return STEPS.get(step, _saved)(where, form, badge, reason)
    except Refused as refusal:
        form.errors["code" if refusal.code == "badge_taken" else "form"] = worded(refusal)
        draft = draft_of(where.campaign, badge.code)
        form.seen, form.made_for = draft.version if draft else 0, where.book.number
        return _page(where, form, None if form.fresh else published), 409 if refusal.code in MEANWHILE else 422


def _saved(where: Stage, form: BadgeForm, badge: Badge, reason: str) -> ResponseReturnValue:
    with transaction():
        badge_drafts.save(where.campaign, badge.code, form.typed, form.seen, person())
    flash(_("Đã lưu bản nháp. Chỉ cán bộ phụ trách thấy; chưa có gì thay đổi với các đội."), "good")
    return redirect(url_for("badge_editor.edit", code=where.campaign.code, badge_code=badge.code), 303)


def _previewed(where: Stage, form: BadgeForm, badge: Badge, reason: str) -> ResponseReturnValue:
    published = _published(where, badge.code)
    if badge.holder == "member":
        return _page(where, form, published, badge, members=badge_drafts.preview_members(where.campaign, badge))
    return _page(where, form, published, badge, moved=_named(badge_drafts.preview(where.campaign, badge)))


def _publish(where: Stage, form: BadgeForm, badge: Badge, reason: str) -> ResponseReturnValue:
    with transaction():
        number = badge_drafts.publish(where.campaign, badge, reason, form.made_for, person())
    told = _("Đã công bố huy hiệu “%(badge)s” trong phiên bản %(number)s.", badge=badge.name, number=number)
    flash(told, "good")
    return redirect(url_for("badge_rules.index", code=where.campaign.code), 303)


STEPS = {"preview": _previewed, "publish": _publish}


def _discarded(where: Stage, form: BadgeForm) -> ResponseReturnValue:
    with transaction():
        badge_drafts.discard(where.campaign, form.typed["code"])
    flash(_("Đã bỏ bản nháp."), "good")
    return redirect(url_for("badge_rules.index", code=where.campaign.code), 303)


def _published(where: Stage, code: str) -> Badge | None:
    return next((each for each in where.book.newest.badges if each.code == code), None)


def _named(changes: Sequence[Change]) -> list[Moved]:
    names = names_of({each.enrolment_id for each in changes})
    return sorted(Moved(*names[each.enrolment_id], each.level, each.gained) for each in changes)


def _page(where: Stage, form: BadgeForm, published: Badge | None, badge: Badge | None = None, **ahead: Any) -> str:
    """With a `badge` also what publishing it would do: teams `moved`, or how many `members` would hold each level."""
    rules = where.book.newest
    return render_template(
        "badge_rules/edit.html",
        stage=where,
        form=form,
        published=published,
        badge=badge,
        **ahead,
        locked=published is not None and published.code in ever_awarded(where.campaign),
        metrics=[(each, metric(each)) for each in (*METRICS, *MEMBER_METRICS, *VERIFIER_METRICS)],
        activities=[(each.code, each.label) for each in rules.activities],
        targets=[(each.code, each.label) for each in rules.targets],
        symbols=sorted(SYMBOLS),
        weekdays=[(each, peak_days(each)) for each in WEEKDAYS],
    )


pages.add_app_template_filter(metric, "metric_words")
