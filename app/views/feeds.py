"""Feeds for other people's sites: always what a stranger sees, whoever asks, and readable from anywhere."""

import hashlib
from typing import Any

from flask import Blueprint, current_app, make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.exports.feeds import Entry, atom, board_json
from app.live.boards import boards
from app.models import BadgeAward
from app.queries.badges_seen import latest_awards
from app.queries.campaigns import Stage, clusters
from app.queries.horizon import Horizon, horizon
from app.queries.reach import reach
from app.rulebook.deadlines import start_of
from app.rulebook.rules import Badge
from app.views.policy import policy
from app.views.rule_words import level
from app.views.sight import stage_of

pages = Blueprint("feeds", __name__)

TOP = 10
MOST = 50
CACHING = "public, max-age=15"


@pages.get("/campaigns/<code>/leaderboard.json")
@policy("view_public")
def leaderboard(code: str) -> ResponseReturnValue:
    """The public board."""
    where = stage_of(code)
    seen = horizon(where, full=False)
    far, groups = reach(seen), clusters(where.campaign)
    kept = boards(seen, far)
    lines = {each.code: kept.of(each.code)[:TOP] for each in groups}
    return _answer(board_json(where, far, where.is_frozen, groups, lines), "application/json")


@pages.get("/campaigns/<code>/milestones.atom")
@policy("view_public")
def milestones(code: str) -> ResponseReturnValue:
    """Badges that were won, the freeze and the announcement, the newest first."""
    where = stage_of(code)
    found = sorted([*_badges(horizon(where, full=False)), *_steps(where)], key=lambda each: each.at, reverse=True)
    campaign = where.campaign
    links = {
        "self": _address("feeds.milestones", code=code),
        "alternate": _address("campaigns.front", code=code),
    }
    begun = start_of(campaign.starts_on, campaign.zone)
    title = _("%(name)s: cột mốc và huy hiệu", name=campaign.name)
    return _answer(atom(f"{code}:feed", title, campaign.unit.name, links, begun, found[:MOST]), "application/atom+xml")


def _badges(seen: Horizon) -> list[Entry]:
    names = {each.code: each for each in seen.stage.book.newest.badges}
    return [_badge(each, names[each.badge_code]) for each in latest_awards(seen, MOST) if each.badge_code in names]


def _badge(award: BadgeAward, badge: Badge) -> Entry:
    team = award.enrolment.team
    title = _("%(team)s đạt huy hiệu “%(badge)s”", team=team.name, badge=badge.name)
    if len(badge.levels) > 1:
        title = _("%(title)s, mức %(level)s", title=title, level=level(award.level))
    return Entry(
        f"badge:{award.uuid}", title, award.awarded_at, _address("badges.page", uuid=award.uuid), team.unit.name
    )


def _steps(where: Stage) -> list[Entry]:
    code = where.campaign.code
    words = {
        "board_freeze": (_("Bảng xếp hạng được khóa đến khi công bố kết quả"), "boards.leaderboard"),
        "announce": (_("Công bố kết quả"), "results.newest"),
        "amend": (_("Điều chỉnh kết quả"), "results.newest"),
    }
    return [
        Entry(f"{code}:{each.kind}:{each.id}", words[each.kind][0], each.at, _address(words[each.kind][1], code=code))
        for each in where.milestones
        if each.kind in words
    ]


def _address(endpoint: str, **values: Any) -> str:
    """An address that holds outside of this site."""
    public: str = current_app.config["SETTINGS"].public_url
    return public.rstrip("/") + url_for(endpoint, **values)


def _answer(body: bytes, mime: str) -> ResponseReturnValue:
    """The body with its tag; nothing when the reader has it."""
    answer = make_response(body)
    answer.headers["Content-Type"] = f"{mime}; charset=utf-8"
    answer.headers["Cache-Control"] = CACHING
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32], weak=True)
    answer.make_conditional(request)
    return answer
