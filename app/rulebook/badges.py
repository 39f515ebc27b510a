"""Milestones over verified, uncapped work. A new badge is data; a new question is one line in METRICS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.rulebook.facts import TeamFacts
from app.rulebook.rules import Badge, BadgeLevel

LEVELS = ("bronze", "silver", "gold")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a team is; percentages are shown rounded down, `base_missing` counts reports still needed."""

    value: int
    next_level: BadgeLevel | None
    missing: int
    base_missing: int


def _share(part: int | None, whole: int | None) -> int:
    """A percentage rounded down: whole thresholds cannot tell it from the exact one."""
    return 100 * part // whole if part and whole and whole > 0 else 0


METRICS: Mapping[str, Callable[[Badge, TeamFacts], int]] = {
    "quantity": lambda badge, facts: facts.quantity(badge.activities),
    "activity_days": lambda badge, facts: facts.days(badge.activities),
    "days": lambda badge, facts: len(facts.days_worked(badge.activities)),
    "reports": lambda badge, facts: facts.deployments,
    "full_squads": lambda badge, facts: facts.full_squads,
    "places": lambda badge, facts: facts.places,
    "hamlets": lambda badge, facts: facts.hamlets,
    "partners": lambda badge, facts: facts.partners,
    "months_met": lambda badge, facts: facts.months_met(badge.activities),
    "sunday_streak": lambda badge, facts: facts.sunday_streak,
    "targets_reached": lambda badge, facts: len(facts.targets_reached & set(badge.targets)),
    "present_pct": lambda badge, facts: _share(facts.present, facts.expected),
    "sundays_pct": lambda badge, facts: _share(facts.sundays_deployed, facts.sundays_total),
    "trained_pct": lambda badge, facts: _share(facts.members_trained(badge.activities), facts.team_size),
    "accounts_pct": lambda badge, facts: _share(facts.members_with_accounts, facts.members),
    "on_time_pct": lambda badge, facts: _share(facts.on_time, facts.decided),
    "first_time_pct": lambda badge, facts: _share(facts.first_time, facts.decided),
}

BASES: Mapping[str, Callable[[TeamFacts], int]] = {
    "on_time_pct": lambda facts: facts.decided,
    "first_time_pct": lambda facts: facts.decided,
    "present_pct": lambda facts: facts.deployments,
}


def levels_reached(badge: Badge, facts: TeamFacts) -> tuple[str, ...]:
    """The levels a team has earned so far, lowest first; none while the badge is switched off."""
    if not badge.active:
        return ()
    value = measured(badge, facts)
    if value < badge.levels[0].threshold or _base_missing(badge, facts):
        return ()
    return tuple([each.level for each in badge.levels if value >= each.threshold])


def progress(badge: Badge, facts: TeamFacts) -> Progress:
    """What a team has, the next level it can reach, and how much is missing for it."""
    value = measured(badge, facts)
    reached = levels_reached(badge, facts)
    next_level = next((each for each in badge.levels if each.level not in reached), None)
    missing = max(0, next_level.threshold - value) if next_level else 0
    return Progress(value, next_level, missing, _base_missing(badge, facts))


def measured(badge: Badge, facts: TeamFacts) -> int:
    """The answer to the badge's question, over the days it looks at."""
    return METRICS[badge.metric](badge, facts.seen_by(badge.scope))


def _base_missing(badge: Badge, facts: TeamFacts) -> int:
    base = BASES.get(badge.metric)
    return max(0, badge.minimum - base(facts.seen_by(badge.scope))) if base else 0
