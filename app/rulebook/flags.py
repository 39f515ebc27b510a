"""Flags: what makes a verifier look twice. They sort the queue and never reject anything (domain.md 3.5).

A new flag is a function over `ReportFacts`, a line in KINDS, a weight in `lookouts.WEIGHTS` and a sentence in
`views/flag_words.py`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.rulebook import flag_matches, flag_signs
from app.rulebook.flag_facts import ReportFacts
from app.rulebook.lookouts import Flags

Kind = Callable[[ReportFacts, Flags], dict[str, Any] | None]
KINDS: Mapping[str, Kind] = {
    "photo_near": flag_matches.photo_near,
    "claimed_twice": flag_matches.claimed_twice,
    "two_places": flag_matches.two_places,
    "shared_place": flag_matches.shared_place,
    "same_figures": flag_matches.same_figures,
    "burst_taps": flag_signs.burst_taps,
    "over_capacity": flag_signs.over_capacity,
    "beyond_taps": flag_signs.beyond_taps,
    "even_taps": flag_signs.even_taps,
    "photo_time": flag_signs.photo_time,
    "above_median": flag_signs.above_median,
    "round_number": flag_signs.round_number,
    "shared_day": flag_matches.shared_day,
}
"""Each answers with the figures its sentence needs, or with None."""

FLAGGED, LOOK, ORDINARY = "flagged", "look", "ordinary"
BANDS = (FLAGGED, LOOK, ORDINARY)


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to look twice; `facts` are plain JSON values."""

    code: str
    weight: int
    facts: dict[str, Any] = field(default_factory=dict)


def raised(facts: ReportFacts, flags: Flags) -> tuple[Flag, ...]:
    """Every flag of the report, the heaviest first; a flag that weighs nothing is not raised."""
    weights = flags.every_weight
    wanted = [(code, kind, weights[code]) for code, kind in KINDS.items()]
    found = [Flag(code, weight, said) for code, kind, weight in wanted if weight and (said := kind(facts, flags))]
    return tuple(sorted(found, key=lambda each: -each.weight))


def risk(found: tuple[Flag, ...]) -> int:
    """What the queue is sorted by."""
    return sum(each.weight for each in found)


def band(risk: int, flags: Flags) -> str:
    """'flagged', 'look' or 'ordinary'."""
    if risk >= flags.loud:
        return FLAGGED
    return LOOK if risk > 0 else ORDINARY


def bands_of(counts: Mapping[tuple[int, int], int], flags: Mapping[int, Flags]) -> dict[int, Counter[str]]:
    """By campaign how many reports lie in each band; `counts` says how many there are of each (campaign id, risk)."""
    found: dict[int, Counter[str]] = {}
    for (campaign_id, risk), count in counts.items():
        found.setdefault(campaign_id, Counter())[band(risk, flags[campaign_id])] += count
    return found


def evening(bands: Mapping[int, Mapping[str, int]], flags: Mapping[int, Flags]) -> int:
    """The minutes that all these reports will take, by the rules of each campaign: what queue and letter both say."""
    return sum(minutes(counts, flags[campaign_id]) for campaign_id, counts in bands.items())


def minutes(counts: Mapping[str, int], flags: Flags) -> int:
    """How long a verifier will need for so many reports of each band, in whole minutes and at least one."""
    taken = {FLAGGED: flags.flagged_seconds, LOOK: flags.look_seconds, ORDINARY: flags.ordinary_seconds}
    seconds = sum(taken[each] * count for each, count in counts.items())
    return max(1, (seconds + 30) // 60) if seconds else 0
