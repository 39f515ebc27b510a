"""Milestones of those who decide reports: so many in time, and hardly any that a second look had to change."""

from app.rulebook.appraised import VERIFIER_METRICS, Appraised
from app.rulebook.badges import Progress
from app.rulebook.honours import Badge


def levels_reached(badge: Badge, counts: Appraised) -> tuple[str, ...]:
    """The levels earned so far, lowest first; none while the badge is switched off or too much was overturned.

    A share rests on at least `minimum` second looks drawn by lot.
    """
    if not badge.active or counts.checked < badge.minimum or not _holds(badge, counts):
        return ()
    value = VERIFIER_METRICS[badge.metric](counts)
    return tuple(each.level for each in badge.levels if value >= each.threshold)


def progress(badge: Badge, counts: Appraised, held: str = "") -> Progress:
    """What a verifier has, the next level, how much is missing for it and how many second looks still have to come.

    `held` is the highest level they hold already: what was earned stays.
    """
    value = VERIFIER_METRICS[badge.metric](counts)
    reached = max(len(levels_reached(badge, counts)), _place(badge, held))
    next_level = next(iter(badge.levels[reached:]), None)
    missing = max(0, next_level.threshold - value) if next_level else 0
    return Progress(value, next_level, missing, max(0, badge.minimum - counts.checked))


def _place(badge: Badge, held: str) -> int:
    """How many levels the one held stands for."""
    return next((at for at, each in enumerate(badge.levels, start=1) if each.level == held), 0)


def _holds(badge: Badge, counts: Appraised) -> bool:
    return counts.overturned * 100 <= badge.overturned_pct * counts.checked
