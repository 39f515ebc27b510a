"""A moment of joy: what a team has earned arrives where its people look, and is put away when they have seen it."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.database import transaction
from app.extensions import htmx
from app.forms.fields import version
from app.models import BadgeAward, Enrolment
from app.queries.badges_seen import to_greet
from app.queries.campaigns import stage
from app.queries.enrolments import current_of
from app.queries.horizon import horizon
from app.rulebook.honours import Badge
from app.services import greetings
from app.views.current import person, rights
from app.views.policy import policy

pages = Blueprint("greetings", __name__)

Greeting = tuple[BadgeAward, Badge]


@pages.get("/today/badges")
@policy("see_greetings")
def fragment() -> ResponseReturnValue:
    """What is new since the person last looked; a page asks for it again and again."""
    enrolment = _mine()
    return render_template("greetings/_greeting.html", enrolment=enrolment, greetings=greetings_of(enrolment))


@pages.post("/today/badges")
@policy("see_greetings")
def put_away() -> ResponseReturnValue:
    enrolment = _mine()
    with transaction():
        greetings.greet(person(), enrolment, version(request.form.get("award", "")))
    if htmx:
        return render_template("greetings/_greeting.html", enrolment=enrolment, greetings=greetings_of(enrolment))
    return redirect(url_for("today.index"), code=303)


def greetings_of(enrolment: Enrolment) -> list[Greeting]:
    """The awards to be told, the newest first, each with its badge as it was earned; none from behind a freeze."""
    where = stage(enrolment.campaign)
    found = to_greet(horizon(where, full=False), person(), enrolment)
    named = [(each, where.book.badge(each.rules_version, each.badge_code)) for each in found]
    return [(award, badge) for award, badge in named if badge]


def _mine() -> Enrolment:
    return current_of(rights(), "captain", "member") or abort(404)
