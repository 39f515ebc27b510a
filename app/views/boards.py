"""The boards: the first ten and whom you look for; whole clusters for people of the Union."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.live import boards
from app.models import Campaign
from app.queries.board_choices import Choice, offers
from app.queries.board_lines import BoardLine, Lines
from app.queries.campaigns import clusters
from app.queries.find import holds, rank_matches
from app.queries.horizon import Horizon
from app.queries.reach import Reach, reach
from app.queries.roll_ups import PROVINCE
from app.queries.snapshots import days_kept
from app.rulebook.boards import REGISTRY, Board
from app.rulebook.text import search_key
from app.views import board_figures, board_words
from app.views.board_tabs import kind_tabs, moments, period_tabs
from app.views.board_wanted import Wanted, back, wanted_of
from app.views.fragments import unchanged, wants_fragment, with_version
from app.views.paging import Page
from app.views.policy import policy
from app.views.sight import OwnMarks, horizon_of, own_marks, sees_whole_boards, stage_of

pages = Blueprint("boards", __name__)
board_words.register(pages)
board_figures.register(pages)

TOP = 10
NEIGHBOURS = 2
PAGE = 200
MOST_MATCHES = 10


class Sight(NamedTuple):
    """How much of a board a reader sees, and which teams are theirs."""

    whole: bool = False
    own: OwnMarks = OwnMarks()


@pages.get("/campaigns/<code>/leaderboard")
@policy("view_public")
def leaderboard(code: str) -> ResponseReturnValue:
    where, wanted = stage_of(code), wanted_of(request.args)
    sight = Sight(sees_whole_boards(), own_marks())
    now = horizon_of(where)
    seen = back(now, wanted, sight.whole)
    far = reach(seen)
    if not wants_fragment():
        context = board_context(seen, far, wanted, sight)
        return render_template("boards/page.html", **context, **_ways(seen, far, wanted, now))
    version = f"{boards.version(seen, far)}{where.kinds}{sight}{wanted}"
    return unchanged(version) or with_version(
        render_template("boards/_board.html", **board_context(seen, far, wanted, sight)), version
    )


def board_context(seen: Horizon, far: Reach, wanted: Wanted, sight: Sight) -> dict[str, object]:
    """What page and fragment show alike; 404 for a board, cluster or period that is not offered."""
    campaign = seen.stage.campaign
    groups = {"": _("Tất cả"), **{each.code: each.name for each in clusters(campaign)}}
    choice, choices = _choice(seen, far, wanted), offers(seen)
    if wanted.cluster not in groups:
        abort(404)
    kept = boards.boards(seen, far, choice)
    lines = kept.of("" if choice.board.rolls_up else wanted.cluster)
    matches = _matches(lines, wanted.query)
    sought = matches[0].row.code if len(matches) == 1 else wanted.team
    return {
        "stage": seen.stage,
        "horizon": seen,
        "reach": far,
        "boards": kept,
        "choice": choice,
        "board": choice.board,
        "is_open": seen.seq is None and choices.is_open(choice),
        "wanted": wanted,
        "groups": groups,
        "most": max([lines[0].value, 0]) if lines else 0,
        "count": len(lines),
        "shown": _page(lines, wanted, campaign) if sight.whole else None,
        "top": lines[:TOP],
        "level": lines.level(TOP),
        "around": around(lines, sought),
        "sought": sought,
        "matches": matches if len(matches) > 1 else (),
        "own": sight.own,
        "address": wanted.address(campaign),
    }


def _ways(seen: Horizon, far: Reach, wanted: Wanted, now: Horizon) -> dict[str, object]:
    """What leads from the page to other boards and other days."""
    where, choices = seen.stage, offers(seen)
    return {
        "kinds": kind_tabs(where, wanted, _offered(seen, far), choices),
        "periods": period_tabs(where, wanted, _choice(seen, far, wanted), choices),
        "activities": choices.activities,
        "moments": moments(where, wanted, days_kept(where.campaign, now.seq, now.still_since)),
    }


def _offered(seen: Horizon, far: Reach) -> list[Board]:
    """Provinces compete only where there are two of them."""
    national = seen.stage.campaign.unit.level == "central" and boards.boards(seen, far).has_provinces
    return [each for each in REGISTRY.values() if each.rolls_up != PROVINCE or national]


def _choice(seen: Horizon, far: Reach, wanted: Wanted) -> Choice:
    board = REGISTRY.get(wanted.board)
    if board is None or (board.rolls_up == PROVINCE and board not in _offered(seen, far)):
        abort(404)
    return offers(seen).choose(board, wanted.week, wanted.sunday, wanted.activity) or abort(404)


def _page(lines: Lines, wanted: Wanted, campaign: Campaign) -> Page[BoardLine]:
    begin = (wanted.page - 1) * PAGE
    return Page(
        lines[begin : begin + PAGE],
        wanted.address(campaign, page=wanted.page - 1) if wanted.page > 1 else None,
        wanted.address(campaign, page=wanted.page + 1) if len(lines) > begin + PAGE else None,
    )


def around(lines: Lines, code: str) -> Sequence[BoardLine]:
    """The team or unit with that code and its two neighbours each side."""
    place = lines.place_of(code)
    return () if place is None else lines[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]


def _matches(lines: Lines, query: str) -> list[BoardLine]:
    """Lines of the board whose code, name or unit holds what was typed, best first."""
    key = search_key(query)
    if not key:
        return []
    rows = list(enumerate(lines.rows()))
    exact = [at for at, row in rows if row.code.casefold() == query.casefold()]
    found = [(at, row.words) for at, row in rows if not exact and holds(key, row.words)]
    best = exact or [found[each][0] for each in rank_matches(query, [words for _, words in found])]
    return [lines[at] for at in best[:MOST_MATCHES]]
