"""A verifier asks somebody to stand in for some days; officers do it for the units below them."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.clock import HOME, local_day, now
from app.database import transaction
from app.forms.delegations import DelegationForm
from app.models import Person, RoleGrant
from app.queries import delegations
from app.services import delegations as service
from app.services import people
from app.services.loans import MOST_DAYS
from app.services.refusals import Refused
from app.views.current import person, rights
from app.views.formats import day as written_day
from app.views.policy import policy
from app.views.wording import worded
from app.views.words import role

pages = Blueprint("delegations", __name__)

BESIDE = {"days_reversed": "to_day", "days_many": "to_day", "beyond_own_role": "to_day", "days_past": "from_day"}
BESIDE |= dict.fromkeys(("deputy_unknown", "deputy_self", "deputy_watches", "deputy_verifies"), "person")
BESIDE |= {"deputy_lent": "from_day"}


@pages.get("/delegations")
@policy("delegate")
def index() -> ResponseReturnValue:
    today = local_day(now(), HOME).isoformat()
    form = DelegationForm(role=request.args.get("role", "")[:40], from_day=today)
    own = delegations.lendable(rights())
    if form.role and _chosen(own, form) is None:
        abort(404)
    if not form.role and own and own[0].person_id == person().id:
        form.role = str(own[0].id)
    return _page(own, form)


@pages.post("/delegations")
@policy("delegate")
def create() -> ResponseReturnValue:
    own, form = delegations.lendable(rights()), DelegationForm.sent(request.form)
    grant: RoleGrant = _chosen(own, form) or abort(404)
    loan = form.loan()
    if loan is None:
        return _page(own, form), 422
    try:
        with transaction():
            made = service.delegate(grant, _deputy(grant, form), loan, person())
            told = _told(made.grant.person, loan.to_day)
    except Refused as refusal:
        form.errors[BESIDE.get(refusal.code, "form")] = worded(refusal)
        return _page(delegations.lendable(rights()), form), 422
    flash(told, "good")
    return redirect(url_for("delegations.index"), 303)


@pages.post("/delegations/<uuid>/withdrawal")
@policy("delegate")
def withdraw(uuid: str) -> ResponseReturnValue:
    found = delegations.find(rights(), uuid) or abort(404)
    try:
        with transaction():
            service.withdraw(found, person())
        flash(_("Đã kết thúc việc thay. Người thay không thẩm định ở đây nữa."), "good")
    except Refused as refusal:
        flash(worded(refusal), "care")
    return redirect(url_for("delegations.index"), 303)


@pages.app_template_filter("lendable_words")
def lendable_words(grant: RoleGrant) -> tuple[str, str]:
    """A verifier's role as a choice."""
    unit = grant.unit.name if grant.unit else ""
    return str(grant.id), f"{grant.person.full_name}, {unit}"


@pages.app_template_filter("candidate_words")
def candidate_words(candidate: tuple[Person, str]) -> tuple[str, str]:
    """Somebody who may stand in, as a choice."""
    found, held = candidate
    return found.uuid, f"{found.full_name} ({role(held)})"


def _told(deputy: Person, last: date) -> str:
    return _("%(name)s thay đến hết ngày %(last)s.", name=deputy.full_name, last=written_day(last))


def _chosen(own: Sequence[RoleGrant], form: DelegationForm) -> RoleGrant | None:
    return next((each for each in own if str(each.id) == form.role), None)


def _deputy(grant: RoleGrant, form: DelegationForm) -> Person | None:
    """Who was typed, or chosen from the list of the role's unit."""
    if form.person:
        return next((each for each, _role in delegations.candidates(grant) if each.uuid == form.person), None)
    return people.by_login(form.account())


def _page(own: Sequence[RoleGrant], form: DelegationForm) -> str:
    grant, today = _chosen(own, form), local_day(now(), HOME)
    return render_template(
        "delegations/index.html",
        own=own,
        grant=grant,
        candidates=delegations.candidates(grant) if grant else (),
        form=form,
        loans=delegations.seen_by(rights()),
        me=person(),
        today=today,
        furthest=today + timedelta(days=366),
        most=MOST_DAYS,
    )
