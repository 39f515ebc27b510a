"""What the software proposes for the ceremony; the Standing Committee decides."""

from collections.abc import Hashable, Sequence

from app.rulebook.facts import TeamFacts
from app.rulebook.rules import Eligibility, Prize, PrizeScale, RuleSet


def unmet(facts: TeamFacts, eligibility: Eligibility) -> tuple[str, ...]:
    """Which conditions a team does not meet yet: 'sundays', 'on_time', 'verified'; empty when eligible."""
    checks = (
        ("sundays", facts.sundays_deployed >= eligibility.min_sundays),
        ("on_time", _at_least(facts.on_time, facts.decided, eligibility.min_on_time_pct)),
        ("verified", _at_least(facts.verified, facts.claimed, eligibility.min_verified_pct)),
    )
    return tuple(name for name, met in checks if not met)


def scale_for(eligible_teams: int, rules: RuleSet) -> PrizeScale | None:
    """The prize scale of a cluster with so many eligible teams; None when there are too few."""
    fitting = [scale for scale in rules.prize_scales if scale.min_teams <= eligible_teams]
    return max(fitting, key=lambda scale: scale.min_teams, default=None)


def prizes_for(ranked: Sequence[tuple[int, Hashable]], rules: RuleSet) -> list[tuple[Prize, Hashable]]:
    """Prizes for one cluster's eligible teams as (rank among them, key) in rank order.

    Teams on a shared rank all get the prize of that rank, and the places they fill are used up.
    """
    scale = scale_for(len(ranked), rules)
    if scale is None:
        return []
    prizes = {prize.code: prize for prize in rules.prizes}
    places = [prizes[code] for code, count in scale.counts for _ in range(count)]
    return [(places[rank - 1], key) for rank, key in ranked if rank <= len(places)]


def _at_least(part: int, whole: int, percent: int) -> bool:
    return whole > 0 and part * 100 >= percent * whole
