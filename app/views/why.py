"""Why a team stands where it stands, step by step: the tie-break behind a rank, the entries behind a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from app.live.boards import EVERYONE, boards
from app.queries.board_lines import BoardLine
from app.queries.reach import reach
from app.queries.why_line import entries_of_line, why_line
from app.rulebook.ranking import TIE_BREAKS, TieFacts
from app.views import entry_words
from app.views.entry_words import tie_value
from app.views.fragments import page_or_fragment
from app.views.policy import policy
from app.views.sight import is_unbound
from app.views.teams import frame, team_seen

pages = Blueprint("why", __name__)
entry_words.register(pages)


@dataclass(frozen=True, slots=True)
class Step:
    """One tie-break between two teams; after the first that `decides` the rest are not asked."""

    name: str
    mine: str
    theirs: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Equal:
    """A neighbour with as many points, and the steps up to the one that parts them; none parts a shared rank."""

    line: BoardLine
    is_above: bool
    steps: tuple[Step, ...]

    @property
    def parted(self) -> bool:
        return any(each.decides for each in self.steps)


@pages.get("/teams/<code>/rank")
@policy("view_public")
def rank(code: str) -> ResponseReturnValue:
    enrolment, seen = team_seen(code)
    far, scope = reach(seen), request.args.get("among", "")
    if scope not in ("", "all"):
        abort(404)
    lines = boards(seen, far).of(EVERYONE if scope else enrolment.cluster.code)
    at = lines.place_of(code)
    if at is None:
        abort(404)
    return page_or_fragment(
        "teams/rank.html",
        "teams/_rank.html",
        **frame(enrolment, seen),
        reach=far,
        place=lines[at],
        count=len(lines),
        scope=scope,
        equals=_equals(lines, at, seen.stage.book.newest.tie_break),
    )


@pages.get("/teams/<code>/why/<int:line>")
@policy("view_public")
def line(code: str, line: int) -> ResponseReturnValue:
    enrolment, seen = team_seen(code)
    entries = entries_of_line(enrolment, seen, line) if line < 2**31 else []
    if not entries:
        abort(404)
    first = entries[0]
    rules = seen.stage.book.on(first.activity_day)
    return page_or_fragment(
        "teams/why_line.html",
        "teams/_why_line.html",
        **frame(enrolment, seen),
        reach=reach(seen),
        entries=entries,
        day=first.activity_day,
        rules=rules,
        activity=rules.by_code.get(first.activity_code),
        code=first.activity_code,
        why=why_line(enrolment, seen, first.activity_day, line),
        names=is_unbound(seen.stage),
    )


def _equals(lines: Sequence[BoardLine], at: int, tie_break: Iterable[str]) -> list[Equal]:
    """The nearest equal above and below; teams without points have nothing to be told apart by."""
    mine, names = lines[at], tuple(tie_break)
    beside = [(place, place < at) for place in (at - 1, at + 1) if 0 <= place < len(lines)]
    return [
        Equal(lines[place], is_above, _steps(_ties(mine), _ties(lines[place]), names))
        for place, is_above in beside
        if mine.value and lines[place].value == mine.value
    ]


def _ties(line: BoardLine) -> TieFacts:
    return getattr(line.row, "ties", TieFacts())


def _steps(mine: TieFacts, theirs: TieFacts, names: Iterable[str]) -> tuple[Step, ...]:
    found: list[Step] = []
    for name in names:
        decides = TIE_BREAKS[name](mine) != TIE_BREAKS[name](theirs)
        found.append(Step(name, tie_value(name, mine), tie_value(name, theirs), decides))
        if decides:
            break
    return tuple(found)
