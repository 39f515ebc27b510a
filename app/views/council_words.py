"""The council's room in words: conditions, ties step by step, what speaks for a candidate."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint
from flask_babel import gettext as _

from app.queries.proposed_results import ClusterResult
from app.rulebook.facts import TeamFacts
from app.rulebook.numbers import show_percent, show_whole
from app.rulebook.ranking import TIE_BREAKS, Exact
from app.rulebook.results import Placed
from app.rulebook.rules import RuleSet
from app.views.entry_words import tie_value


class Tie(NamedTuple):
    """Two neighbours with equal points: the tie-breaks up to the one that parts them."""

    above: Placed
    below: Placed
    steps: list[str]

    @property
    def is_joint(self) -> bool:
        return self.above.rank == self.below.rank


def register(pages: Blueprint) -> None:
    """Filters for the templates."""
    for word in (unmet_words, ties_of, levels_of, suggestion_words, tie_value):
        pages.add_app_template_filter(word)


def unmet_words(code: str, facts: TeamFacts, rules: RuleSet) -> str:
    """Which condition a team does not meet, with what it has and what it would need."""
    least = rules.eligibility
    if code == "annulled":
        return _("kết quả bị hủy")
    if code == "sundays":
        return _("%(has)s/%(least)s Chủ nhật", has=facts.sundays_deployed, least=least.min_sundays)
    part, whole, wanted = (
        (facts.on_time, facts.decided, least.min_on_time_pct)
        if code == "on_time"
        else (facts.verified, facts.claimed, least.min_verified_pct)
    )
    has = show_percent(part, whole) if whole else _("chưa có")
    if code == "on_time":
        return _("báo cáo đúng hạn %(has)s, cần %(wanted)s%%", has=has, wanted=wanted)
    return _("được xác minh %(has)s, cần %(wanted)s%%", has=has, wanted=wanted)


def ties_of(result: ClusterResult, tie_break: Sequence[str]) -> list[Tie]:
    """The neighbours that points alone do not part."""
    pairs = zip(result.placed, result.placed[1:], strict=False)
    return [
        Tie(above, below, _steps(above, below, tie_break))
        for above, below in pairs
        if above.contender.points == below.contender.points
    ]


def _steps(above: Placed, below: Placed, tie_break: Sequence[str]) -> list[str]:
    found = []
    for name in tie_break:
        found.append(name)
        if TIE_BREAKS[name](above.contender.ties) != TIE_BREAKS[name](below.contender.ties):
            break
    return found


def levels_of(result: ClusterResult, tie_break: Sequence[str]) -> list[list[Placed]]:
    """The groups that nothing in the rules separates and that a prize is at stake for: the council may order them."""
    found: dict[tuple[Exact, ...], list[Placed]] = {}
    for each in result.placed:
        one = each.contender
        found.setdefault((one.points, *(TIE_BREAKS[name](one.ties) for name in tie_break)), []).append(each)
    return [level for level in found.values() if len(level) > 1 and any(each.prize for each in level)]


def suggestion_words(value: Exact, award: str) -> str:
    """What speaks for a candidate."""
    if award == "most_accurate":
        return _("%(share)s xác minh ngay lần đầu", share=show_percent(value.numerator, value.denominator))
    if award == "most_improved":
        return _("tăng %(points)s điểm", points=show_whole(int(value)))
    return _("trung bình %(points)s điểm", points=show_whole(int(value)))
