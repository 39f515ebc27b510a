"""Badges: their milestones and how many teams hold them, one page for each award, and the pictures of both."""

import re
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.exports import badge_art, open_badges, share_picture
from app.queries.badges_seen import holders
from app.views import badge_words
from app.views.badge_credentials import Shown, art_name, outside, public_address, shown_or_404
from app.views.context import show
from app.views.formats import moment
from app.views.policy import policy
from app.views.qr import qr_code
from app.views.rule_words import level as level_words
from app.views.sight import horizon_of, stage_of

pages = Blueprint("badges", __name__)
ART = re.compile(r"(work|places|people|care)-([a-z][a-z0-9_-]{0,59})-(bronze|silver|gold)(-mono)?", re.ASCII)
FOR_GOOD = "public, max-age=604800"


@pages.get("/campaigns/<code>/badges")
@policy("view_public")
def index(code: str) -> ResponseReturnValue:
    where = stage_of(code)
    seen = horizon_of(where)
    rules = where.rules
    return render_template(
        "badges/index.html",
        stage=where,
        horizon=seen,
        badges=[each for each in rules.team_badges if each.active],
        of_members=[each for each in rules.member_badges if each.active],
        holders=holders(seen),
    )


@pages.get("/badges/<uuid>")
@policy("view_public")
def page(uuid: str) -> ResponseReturnValue:
    found = shown_or_404(uuid)
    show(found.stage.campaign)
    return render_template(
        "badges/page.html",
        shown=found,
        grounds=badge_words.grounds(found.award, found.badge, found.rules),
        taken_back=badge_words.taken_back(found.award.revoked_reason),
        qr=qr_code(found.page),
        picture=outside("badges.picture", uuid=uuid),
    )


@pages.get("/badges/<uuid>.svg")
@policy("view_public")
def drawing(uuid: str) -> ResponseReturnValue:
    """The badge itself, with its credential inside: what a holder keeps."""
    found = shown_or_404(uuid)
    badge = found.badge
    svg = badge_art.file_svg(
        badge.symbol or badge.code,
        found.award.level,
        badge_art.family(badge.metric),
        f"{found.achievement.name} · {found.award.enrolment.team.name}",
        inside=open_badges.baked(found.token()),
    )
    return picture_answer(svg, "image/svg+xml", f"{badge.code}-{found.award.level}.svg")


@pages.get("/badges/<uuid>.png")
@policy("view_public")
def picture(uuid: str) -> ResponseReturnValue:
    """The picture that other sites show beside a link."""
    found = shown_or_404(uuid)
    return picture_answer(share_picture.png(_shared(found), found.token()), "image/png")


@pages.get("/badges/art/<name>.svg")
@policy("view_public")
def art(name: str) -> ResponseReturnValue:
    """A badge nobody has earned yet: shape, symbol and level stand in the address."""
    asked = ART.fullmatch(name) or abort(404)
    shape, symbol, level, mono = asked.groups()
    svg = badge_art.file_svg(symbol, level, shape, level_words(level), mono=bool(mono))
    answer = picture_answer(svg, "image/svg+xml")
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer


def picture_answer(body: str | bytes, mime: str, name: str = "") -> Any:
    """A picture for everybody's pages; with a name it is meant to be kept."""
    answer = make_response(body)
    answer.headers["Content-Type"] = mime
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.add_etag()
    return answer.make_conditional(request)


def _shared(found: Shown) -> share_picture.Words:
    return share_picture.Words(
        art=(found.badge.symbol or found.badge.code, found.award.level, badge_art.family(found.badge.metric)),
        badge=found.badge.name,
        level=badge_words.level_of(found.badge, found.award.level),
        team=found.award.enrolment.team.name,
        campaign=found.stage.campaign.name,
        when=moment(found.award.awarded_at) if found.holds else badge_words.not_held(),
        address=public_address().partition("://")[2],
    )


@pages.app_template_global("badge_drawing")
def badge_drawing(symbol: str, level: str | None, metric: str, width: int) -> Markup:
    """A badge inside a page."""
    return Markup(badge_art.page_svg(symbol, level, badge_art.family(metric), width))


pages.add_app_template_filter(art_name, "art_name")
