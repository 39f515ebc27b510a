"""Badges: their milestones and how many teams hold them, and one page for each award."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.queries.badges import find
from app.queries.badges_seen import award_seen, holders
from app.queries.campaigns import stage
from app.rulebook.rules import Badge, RuleSet
from app.views.context import show
from app.views.policy import policy
from app.views.sight import horizon_of, stage_of

pages = Blueprint("badges", __name__)


@pages.get("/campaigns/<code>/badges")
@policy("view_public")
def index(code: str) -> ResponseReturnValue:
    where = stage_of(code)
    seen = horizon_of(where)
    badges = [each for each in where.book.newest.badges if each.active]
    return render_template("badges/index.html", stage=where, horizon=seen, badges=badges, holders=holders(seen))


@pages.get("/badges/<uuid>")
@policy("view_public")
def page(uuid: str) -> ResponseReturnValue:
    award = find(uuid) or abort(404)
    where = stage(award.enrolment.campaign)
    known, holds = award_seen(horizon_of(where), award)
    badge = _badge(where.book.newest, award.badge_code)
    if not known or badge is None:
        abort(404)
    show(where.campaign)
    return render_template("badges/page.html", award=award, badge=badge, holds=holds, stage=where)


def _badge(rules: RuleSet, code: str) -> Badge | None:
    return next((each for each in rules.badges if each.code == code), None)
