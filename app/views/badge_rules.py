"""The officer's badges: what is published, what is drafted, how they spread over the clusters."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.queries.badge_drafts import drafts_of
from app.queries.badge_spread import spread
from app.queries.badges import ever_awarded
from app.queries.badges_seen import holders
from app.queries.horizon import horizon
from app.views.policy import policy
from app.views.sight import own_stage

pages = Blueprint("badge_rules", __name__)


@pages.get("/campaigns/<code>/badge-rules")
@policy("rules_publish")
def index(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    return render_template(
        "badge_rules/index.html",
        stage=where,
        badges=where.book.newest.badges,
        drafts=drafts_of(where.campaign),
        locked=ever_awarded(where.campaign),
        holders=holders(horizon(where, full=True)),
    )


@pages.get("/campaigns/<code>/badge-rules/spread")
@policy("rules_publish")
def report(code: str) -> ResponseReturnValue:
    where = own_stage(code)
    return render_template("badge_rules/spread.html", stage=where, spread=spread(where))
