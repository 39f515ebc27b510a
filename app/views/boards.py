"""The board: the first ten and whom you look for; whole clusters for people of the Union."""

from collections.abc import Sequence

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.live import boards
from app.queries.board_lines import BoardLine
from app.queries.campaigns import clusters
from app.queries.find import holds, rank_matches, wanted
from app.queries.horizon import Horizon
from app.queries.reach import Reach, reach
from app.rulebook.text import search_key
from app.views.fragments import unchanged, wants_fragment, with_version
from app.views.paging import here_with, page_of
from app.views.policy import policy
from app.views.sight import horizon_of, own_teams, sees_whole_boards, stage_of

pages = Blueprint("boards", __name__)

TOP = 10
NEIGHBOURS = 2
PAGE = 200
MOST_MATCHES = 10


@pages.get("/campaigns/<code>/leaderboard")
@policy("view_public")
def leaderboard(code: str) -> ResponseReturnValue:
    where = stage_of(code)
    seen = horizon_of(where)
    far = reach(seen)
    if not wants_fragment():
        return render_template("boards/page.html", **_context(seen, far))
    version = f"{boards.version(seen, far)}{where.kinds}{sees_whole_boards()}{own_teams()}{request.full_path}"
    return unchanged(version) or with_version(render_template("boards/_board.html", **_context(seen, far)), version)


def _context(seen: Horizon, far: Reach) -> dict[str, object]:
    """What page and fragment show alike."""
    where = seen.stage
    groups = clusters(where.campaign)
    chosen = request.args.get("cluster", "")
    if chosen and chosen not in {each.code for each in groups}:
        abort(404)
    kept = boards.boards(seen, far)
    lines = kept.of(chosen)
    team, query = request.args.get("team", ""), wanted(request.args.get("q", ""))
    matches = _matches(lines, query)
    if len(matches) == 1:
        team = matches[0].row.team_code
    return {
        "stage": where,
        "horizon": seen,
        "reach": far,
        "clusters": groups,
        "chosen": chosen,
        "boards": kept,
        "most": max(1, lines[0].row.points) if lines else 1,
        "count": len(lines),
        "shown": page_of(lambda limit, offset: lines[offset : offset + limit], PAGE) if sees_whole_boards() else None,
        "top": lines[:TOP],
        "around": around(lines, team),
        "team": team,
        "query": query,
        "matches": matches if len(matches) > 1 else (),
        "own": own_teams(),
        "address": here_with(),
    }


def around(lines: Sequence[BoardLine], team_code: str) -> Sequence[BoardLine]:
    """The team with that code and its two neighbours each side."""
    place = next((at for at, each in enumerate(lines) if team_code and each.row.team_code == team_code), None)
    return () if place is None else lines[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]


def _matches(lines: Sequence[BoardLine], query: str) -> list[BoardLine]:
    """Teams of the board whose code, name or unit holds what was typed, best first."""
    key = search_key(query)
    if not key:
        return []
    exact = [each for each in lines if each.row.team_code.casefold() == query.casefold()]
    names = [f"{each.row.team_name} {each.row.unit_name}" for each in lines]
    found = [each for each, name in zip(lines, names, strict=True) if holds(key, name)]
    names = [f"{each.row.team_name} {each.row.unit_name}" for each in found]
    return exact or [found[at] for at in rank_matches(query, names)][:MOST_MATCHES]
