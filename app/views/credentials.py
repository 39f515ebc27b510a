"""Awards as signed credentials: what programs fetch to check one, and the page where anybody may hold one up."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.exports import open_badges
from app.forms.credentials import read
from app.outside import seals
from app.views.badge_credentials import achievement_of, outside, rules_of, shown, shown_or_404
from app.views.badge_credentials import issuer as our_profile
from app.views.credential_words import UNUSABLE, verdict
from app.views.policy import policy
from app.views.sight import stage_of

pages = Blueprint("credentials", __name__)
JSON = "application/json; charset=utf-8"
TOKEN = "application/vc+jwt"


@pages.get("/badges/<uuid>.json")
@policy("view_public")
def award(uuid: str) -> ResponseReturnValue:
    found = shown_or_404(uuid)
    revoked = None
    if not found.holds and found.award.revoked_at:
        revoked = {"at": open_badges.instant(found.award.revoked_at), "reason": found.award.revoked_reason}
    return _json({"id": found.page, "jwt": found.token(), "revoked": revoked, "status": found.status})


@pages.get("/badges/<uuid>.jwt")
@policy("view_public")
def token(uuid: str) -> ResponseReturnValue:
    found = shown_or_404(uuid)
    return _text(found.token(), TOKEN, f"{found.badge.code}-{found.award.level}.jwt")


@pages.get("/badges/<uuid>/status.jwt")
@policy("view_public")
def status(uuid: str) -> ResponseReturnValue:
    """Whether one award still holds, signed: a status list of its own."""
    return _text(shown_or_404(uuid).status_token(), TOKEN)


@pages.get("/badges/issuer.json")
@policy("view_public")
def issuer() -> ResponseReturnValue:
    return _json(open_badges.alone(open_badges.profile(our_profile())))


@pages.get("/badges/keys.json")
@policy("view_public")
def keys() -> ResponseReturnValue:
    return _json({"keys": [seals.jwk()]})


@pages.get("/badges/keys/<thumbprint>.json")
@policy("view_public")
def key(thumbprint: str) -> ResponseReturnValue:
    found = seals.jwk()
    return _json(found) if found["kid"] == thumbprint else abort(404)


@pages.get("/badges/key.pem")
@policy("view_public")
def pem() -> ResponseReturnValue:
    return _text(seals.pem(), "application/x-pem-file", "xungkich.pem")


@pages.get("/badges/achievements/<code>/<int:number>/<name>.json")
@policy("view_public")
def achievement(code: str, number: int, name: str) -> ResponseReturnValue:
    """What one level of a badge asked under one version of the rules."""
    where = stage_of(code)
    rules = rules_of(where, number) or abort(404)
    badge_code, _, level_name = name.rpartition("-")
    badge = where.book.badge(number, badge_code) or abort(404)
    if badge.holder != "team":
        abort(404)  # what a member holds is theirs alone: no credential is made of it
    level = badge.level(level_name) or abort(404)
    return _json(open_badges.alone(open_badges.achievement(achievement_of(where, rules, number, badge, level))))


@pages.get("/badges/verify")
@policy("view_public")
def form() -> ResponseReturnValue:
    return render_template("badges/verify.html", key=outside("credentials.pem"))


@pages.post("/badges/verify")
@policy("view_public")
def verify() -> ResponseReturnValue:
    """Somebody holds up a credential: what is wrong with it, or which award it is."""
    reading = read(request.form.get("credential", ""), request.files.get("file"))
    found = None if reading.fault else shown(reading.award)
    words = verdict(reading, found)
    page = render_template(
        "badges/verify.html", key=outside("credentials.pem"), verdict=words, shown=found, typed=reading.typed
    )
    return page, 422 if reading.fault in UNUSABLE else 200


def _json(found: Mapping[str, Any]) -> ResponseReturnValue:
    return _text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", JSON)


def _text(body: str, mime: str, name: str = "") -> ResponseReturnValue:
    """For every program that asks, from whatever site."""
    answer = make_response(body)
    answer.headers["Content-Type"] = mime
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.add_etag()
    return answer.make_conditional(request)
