"""Streams of server-sent events behind open boards: strangers get the new board itself, people that theirs changed."""

import re
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Flask, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.clock import wall
from app.live.answers import Address
from app.live.groups import Letter, Look, letter
from app.live.opening import live
from app.live.shelf import Shelf
from app.live.streams import MOST_OF_ONE_ADDRESS, MOST_OF_ONE_PERSON, Full, Stream
from app.queries.campaigns import Stage, by_code, stage
from app.queries.horizon import horizon
from app.queries.reach import reach
from app.queries.signed_in import visitor
from app.views.board_wanted import wanted_of
from app.views.current import person, rights
from app.views.policy import policy
from app.views.sight import is_unbound, stage_of

pages = Blueprint("streams", __name__)

EVENTS = "text/event-stream"
VERSION = re.compile(r'data-version="([^"]*)"')


@pages.get("/campaigns/<code>/leaderboard/stream")
@policy("view_public")
def board(code: str) -> ResponseReturnValue:
    """What an open board listens to."""
    where, wanted = stage_of(code), replace(wanted_of(request.args), query="", team="", page=1)
    if wanted.day or wanted.as_of is not None:
        return "", 204
    if current_user.is_authenticated:
        return _answer(where, lambda: _of_person(where))
    return _answer(where, lambda: _of_strangers(wanted.address(where.campaign)))


@pages.get("/campaigns/<code>/projector/stream")
@policy("view_public")
def projector(code: str) -> ResponseReturnValue:
    """What a projector listens to: what the public sees, whoever started it."""
    where = stage_of(code)
    return _answer(where, lambda: _of_strangers(url_for("projector.page", code=code)))


def _answer(where: Stage, begin: Callable[[], Stream]) -> ResponseReturnValue:
    """The events; 204, after which a page polls, where no place is free, nothing will move, or no events are wanted."""
    if where.announcement or EVENTS not in request.headers.get("Accept", ""):
        return "", 204
    try:
        stream = begin()
    except Full:
        return "", 204
    try:
        events = stream.events(request.headers.get("Last-Event-ID") or request.args.get("since", ""))
    except BaseException:
        stream.close()
        raise
    answer = Response(events, mimetype=EVENTS)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    answer.call_on_close(stream.close)
    return answer


def _of_strangers(place: str) -> Stream:
    """All who look at the same public board share one group, and its finished bytes."""
    path, _, query = place.partition("?")
    found, address = live(_app()), Address(path, query, fragment=True)
    look = _board(found.shelf, address)
    return Stream(found.hub, address, look, request.remote_addr, MOST_OF_ONE_ADDRESS, None)


def _of_person(where: Stage) -> Stream:
    """Only versions are sent: the page asks for its board itself, and its rights are asked again then."""
    app, code, full = _app(), where.campaign.code, is_unbound(where)
    session, mine, number = person().get_id(), rights(), person().id

    def allowed() -> bool:
        with app.app_context():
            found = visitor(session, wall())
            return found is not None and found.signed_in.rights == mine

    look = _changes(app, code, full)
    return Stream(live(app).hub, (code, full), look, number, MOST_OF_ONE_PERSON, allowed)


def _board(shelf: Shelf, address: Address) -> Look:
    def look() -> Letter | None:
        answer = shelf.at(address, exact=True)
        if not answer.is_for_everybody:
            return None
        text = answer.body.decode()
        version = VERSION.search(text)
        return letter("board", version[1] if version else "", answer.tag, text)

    return look


def _changes(app: Flask, code: str, full: bool) -> Look:
    def look() -> Letter | None:
        with app.app_context():
            campaign = by_code(code)
            if campaign is None:
                return None
            found = reach(horizon(stage(campaign), full)).version
        return letter("changed", found, found, found)

    return look


def _app() -> Flask:
    found: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return found
