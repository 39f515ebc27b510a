"""The verifier's evening: the queue, one report at a time, the next one after each decision."""

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import transaction
from app.forms.decisions import DecisionForm
from app.forms.fields import Wrong
from app.forms.fields import text as free_text
from app.models import Report
from app.queries import decided, looks, organising, queue
from app.queries.report_versions import changes_since
from app.services import decisions
from app.services.judgements import Given
from app.services.refusals import Refused
from app.views import judging_words, review_desk
from app.views.badge_words import title
from app.views.context import show
from app.views.current import person, rights
from app.views.paging import page_of
from app.views.policy import policy
from app.views.review_desk import load_of
from app.views.verifier_words import earned_by
from app.views.wording import worded

pages = Blueprint("queue", __name__)
judging_words.register(pages)


@pages.get("/queue")
@policy("report_decide")
def index() -> ResponseReturnValue:
    waiting = queue.waiting_for(rights())
    rules = organising.rules_of(rights(), waiting.campaigns)
    campaign = organising.current_of([each for each, _rules in rules])
    if campaign:
        show(campaign)
    load = load_of(waiting, {each.id: today for each, today in rules})
    first = waiting.next_but()
    return render_template(
        "queue/index.html",
        waiting=waiting,
        load=load,
        flags=queue.flags_of([each.id for each in waiting.rows if load.bands[each.id] != "ordinary"]),
        start=looks.left_open(person()) or (first.uuid if first else None),
        campaign=campaign,
    )


@pages.get("/queue/done")
@policy("report_decide")
def done() -> ResponseReturnValue:
    found = page_of(lambda limit, offset: decided.decided_by(person(), limit, offset))
    behind = decided.reports_of(list(found.items))
    campaign = (
        next(iter(behind.values())).enrolment.campaign
        if behind
        else organising.current_of(organising.campaigns_of(rights()))
    )
    if campaign:
        show(campaign)
    honours = earned_by(person().id, campaign) if campaign else []
    return render_template("queue/done.html", decisions=found, reports=behind, honours=honours)


@pages.get("/reports/<uuid>/decision")
@policy("report_decide")
def review(uuid: str) -> ResponseReturnValue:
    report = queue.find(rights(), uuid) or abort(404)
    typed = looks.typed_by(report, person())
    known = typed.get("version") == str(report.version)
    return review_desk.render(report, DecisionForm.sent(report, typed) if known else DecisionForm.fresh(report))


@pages.post("/reports/<uuid>/decision")
@policy("report_decide")
def decide(uuid: str) -> ResponseReturnValue:
    report = queue.find(rights(), uuid) or abort(404)
    form = DecisionForm.sent(report, request.form)
    try:
        rulings = form.rulings(report)
        if rulings is None:
            return review_desk.render(report, form), 422
        with transaction():
            given = decisions.decide(report, person(), rulings, form.version)
    except Refused as refusal:
        return _not_taken(report, form, refusal)
    flash(_told(report.enrolment.team.name, given), "good")
    return review_desk.open_next(report)


@pages.post("/reports/<uuid>/reopening")
@policy("report_reopen")
def reopen(uuid: str) -> ResponseReturnValue:
    report = queue.find(rights(), uuid) or abort(404)
    try:
        reason = free_text(request.form, "reason", 1000)
        if not reason:
            raise Wrong(_("Bạn ghi lý do mở lại quyết định."))
    except Wrong as wrong:
        flash(str(wrong), "bad")
        return review_desk.show_again(report)
    with transaction():
        decisions.reopen(report, person(), reason)
    flash(_("Đã mở lại. Điểm của báo cáo đã được rút về; bạn quyết định lại bên dưới."), "good")
    return review_desk.show_again(report)


def _not_taken(report: Report, form: DecisionForm, refusal: Refused) -> ResponseReturnValue:
    """What was typed stays; of a report that changed meanwhile, what changed stands above it."""
    flash(worded(refusal), "care")
    changes = changes_since(report, form.version) if refusal.code == "report_changed" else ()
    form.begin_again(report, {each.line for each in changes})
    return review_desk.render(report, form, changes), 422 if refusal.code == "evidence_unseen" else 409


def _told(team: str, given: Given) -> str:
    """What the decision did; the badges it gave are the verifier's joy as well."""
    said = _("Đã lưu quyết định cho %(team)s.", team=team)
    if not given:
        return said
    names = ", ".join(title(badge, level) for (_code, level), badge in given.items())
    return f"{said} {_('Đội vừa đạt huy hiệu: %(badges)s.', badges=names)}"
