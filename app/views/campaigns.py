"""A campaign's public pages: the front, the rules, and all campaigns."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.clock import local_day
from app.live.boards import boards, totals
from app.queries.campaigns import Stage, clusters
from app.queries.campaigns_now import door, is_current, stages
from app.queries.headlines import headline_figures
from app.queries.reach import reach
from app.rulebook.peaks import next_peak
from app.views import rule_words
from app.views.context import show
from app.views.current import rights
from app.views.policy import may_open, policy
from app.views.sight import horizon_of, stage_of

pages = Blueprint("campaigns", __name__)
rule_words.register(pages)


@pages.get("/")
@policy("view_public")
def home() -> ResponseReturnValue:
    found = door(stages())
    if len(found.current) == 1:
        show(found.current[0].campaign)
        return _front(found.current[0])
    return render_template("campaigns/door.html", door=found)


@pages.get("/campaigns")
@policy("view_public")
def index() -> ResponseReturnValue:
    found = stages()
    return render_template(
        "campaigns/index.html",
        current=[each for each in found if is_current(each) or each.phase == "planned"],
        archive=[each for each in found if not is_current(each) and each.phase != "planned"],
    )


@pages.get("/campaigns/<code>")
@policy("view_public")
def front(code: str) -> ResponseReturnValue:
    return _front(stage_of(code))


@pages.get("/campaigns/<code>/rules")
@policy("view_public")
def rules(code: str) -> ResponseReturnValue:
    where = stage_of(code)
    today = local_day(where.now, where.campaign.zone)
    number = request.args.get("version", str(where.book.number_on(today)))
    rule_set, since = where.book.version(number) or abort(404)
    return render_template(
        "campaigns/rules.html",
        stage=where,
        rules=rule_set,
        number=number,
        since=since,
        spans=where.book.spans(),
        may_publish=may_open("rule_versions.index") and rights().covers(where.campaign.unit.path, "officer"),
        clusters=clusters(where.campaign),
    )


def _front(where: Stage) -> str:
    seen = horizon_of(where)
    far = reach(seen)
    today = local_day(where.now, where.campaign.zone)
    rule_set = where.book.newest
    return render_template(
        "campaigns/front.html",
        stage=where,
        horizon=seen,
        reach=far,
        figures=headline_figures(rule_set.headlines, totals(seen, far)),
        boards=boards(seen, far),
        clusters=clusters(where.campaign),
        peak=next_peak(rule_set, max(today, where.campaign.starts_on), where.campaign.ends_on),
        today=today,
    )
