"""The timeline of a campaign: each step with its deadline, who moves it, what blocks the next, and the moves."""

from collections.abc import Callable
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import one_state, transaction
from app.exports import proofs
from app.forms.results import StepForm
from app.queries import results
from app.queries.blockers import blockers
from app.queries.campaigns import Stage
from app.queries.checkpoints import last_check
from app.queries.past_board import last_posted
from app.rulebook import timeline
from app.services import campaigns, checkpoints
from app.services.refusals import Refused
from app.views import fresh, timeline_words
from app.views.current import person, rights
from app.views.errands import later, to_errand
from app.views.policy import policy
from app.views.sight import own_stage, run_stage
from app.views.wording import worded

pages = Blueprint("timeline", __name__)
timeline_words.register(pages)
AT_ONCE = 20_000  # entries: half a second; longer ledgers are read by the worker
RUNNING = ("officer", "signatory", "council", "auditor")


@pages.get("/campaigns/<code>/timeline")
@policy("timeline_read")
def page(code: str) -> ResponseReturnValue:
    return _page(run_stage(code, *RUNNING))


@pages.post("/campaigns/<code>/close")
@policy("campaign_move")
def close(code: str) -> ResponseReturnValue:
    where, form = own_stage(code), StepForm.sent("close", request.form)
    reason = form.said_why()
    return move_on(where, form, lambda: campaigns.close(where.campaign, person(), reason), _("Đã chốt số liệu."))


@pages.post("/campaigns/<code>/reopening")
@policy("campaign_move")
def reopen(code: str) -> ResponseReturnValue:
    where, form = own_stage(code), StepForm.sent("reopen", request.form)
    reason = form.said_why()
    done = _("Đã mở lại số liệu. Người thẩm định quyết định tiếp được.")
    return move_on(where, form, lambda: campaigns.reopen(where.campaign, person(), reason), done)


@pages.post("/campaigns/<code>/proof")
@policy("campaign_move")
def prove(code: str) -> ResponseReturnValue:
    """The independent verifier reads the ledger now, and a checkpoint of it is signed."""
    where = own_stage(code)
    if last_posted(where.campaign) > AT_ONCE:
        return to_errand(later("ledger_proof", where.campaign, code=code))
    with one_state():
        found = proofs.look(where.campaign)
    with transaction() as session:
        session.add(found)
        checkpoints.take_daily(where.campaign)
    if found.intact:
        flash(_("Sổ điểm nguyên vẹn đến bút toán %(seq)s.", seq=found.seq), "good")
    else:
        flash(_("Sổ điểm không còn nguyên vẹn: %(fault)s", fault=found.verdict), "bad")
    return redirect(url_for("timeline.page", code=code), code=303)


@pages.post("/campaigns/<code>/announcement")
@policy("announce")
def announce(code: str) -> ResponseReturnValue:
    where, form = own_stage(code), StepForm.sent("announce", request.form)
    form.repeats(where.campaign.code)
    confirmed(form)
    onwards = url_for("results.newest", code=code)
    return move_on(where, form, lambda: campaigns.announce(where.campaign, person()), _("Đã công bố kết quả."), onwards)


@pages.post("/campaigns/<code>/archive")
@policy("campaign_move")
def archive(code: str) -> ResponseReturnValue:
    where, form = own_stage(code), StepForm.sent("archive", request.form)
    reason = form.said_why()
    return move_on(
        where, form, lambda: campaigns.archive(where.campaign, person(), reason), _("Đã lưu trữ chiến dịch.")
    )


def confirmed(form: StepForm) -> None:
    """Results are moved only by somebody who has signed in within the last minutes; asked last, with the rest right."""
    if not form.errors and (why := fresh.refusal()):
        form.errors[fresh.FIELD] = why


def move_on(
    where: Stage, form: StepForm, move: Callable[[], object], done: str, onwards: str = ""
) -> ResponseReturnValue:
    """Do it, say so and go on; or show the page again with what stands in the way."""
    if form.errors:
        return _page(where, form), 422
    try:
        with transaction():
            move()
    except Refused as refusal:
        form.errors["form"] = worded(refusal)
        return _page(run_stage(where.campaign.code, *RUNNING), form), 409
    flash(done, "good")
    return redirect(onwards or url_for("timeline.page", code=where.campaign.code), code=303)


def _page(where: Stage, form: StepForm | None = None) -> str:
    found = timeline.steps(where.calendar, where.kinds, where.now)
    hindrances = blockers(where)
    return render_template(
        "timeline/page.html",
        stage=where,
        steps=found,
        next=timeline.next_due(found),
        blockers=hindrances,
        undecided=sum(each.count for each in hindrances if each.code == "reports_undecided"),
        check=last_check(where.campaign),
        submissions=results.submissions(where.campaign),
        waiting=results.open_submission(where.campaign),
        form=form or StepForm(),
        errand_id=str(uuid4()),
        is_fresh=fresh.is_fresh(),
        me=person(),
        roles=rights().roles,
    )
