"""Milestones of single members. Nothing of them is kept: they follow from what holds now, whenever somebody asks."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.rulebook.attended import MEMBER_METRICS, Attended
from app.rulebook.badges import Progress
from app.rulebook.honours import Badge

Level = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """The member badges of one version of the rules, and the instant at which it gave way; None while in force."""

    badges: tuple[Badge, ...]
    until: datetime | None = None


def earned(badge: Badge, attended: Sequence[Attended]) -> dict[str, datetime]:
    """By level the instant at which it was reached, lowest first; none while the badge is switched off.

    `attended` in the order of the decisions.
    """
    steps = _steps(badge, attended) if badge.active else []
    return {each.level: steps[each.threshold - 1] for each in badge.levels if each.threshold <= len(steps)}


def progress(badge: Badge, attended: Sequence[Attended]) -> Progress:
    """What the member has, the next level, and how much is missing for it."""
    value = len(_steps(badge, attended))
    next_level = next((each for each in badge.levels if each.threshold > value), None)
    return Progress(value, next_level, next_level.threshold - value if next_level else 0, 0)


def held(attended: Sequence[Attended], terms: Sequence[Term]) -> dict[Level, datetime]:
    """By badge and level since when the member holds it; `terms` from the oldest to the one in force.

    What was earned under an older version stays, unless a later one judges earlier awards too.
    """
    found: dict[Level, datetime] = {}
    judged_anew: set[str] = set()
    for term in reversed(terms):
        for badge in term.badges:
            if badge.code not in judged_anew:
                for level, at in earned(badge, attended).items():
                    if term.until is None or at < term.until:
                        found[badge.code, level] = min(at, found.get((badge.code, level), at))
        judged_anew |= {each.code for each in term.badges if each.retroactive}
    return found


def _steps(badge: Badge, attended: Sequence[Attended]) -> list[datetime]:
    """The instants at which one more different thing was counted."""
    tell, seen = MEMBER_METRICS[badge.metric], dict[Hashable, datetime]()
    for each in attended:
        what = tell(each) if _counts(badge, each) else None
        if what is not None:
            seen.setdefault(what, each.at)
    return list(seen.values())


def _counts(badge: Badge, done: Attended) -> bool:
    on_its_days = badge.scope is None or badge.scope.covers(done.day)
    return on_its_days and (not badge.activities or done.activity_code in badge.activities)
