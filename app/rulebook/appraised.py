"""What a verifier's work comes to, and what may be read from it. A new question of a badge is one line."""

from collections.abc import Callable, Mapping, Sequence
from math import isqrt
from typing import NamedTuple

ENOUGH = 10
"""A share of fewer than these says more about chance than about anybody's work."""
MILLION = 1_000_000
Z_SQUARED = 3_841_459
"""1.959964 squared, in millionths: nineteen of twenty intervals hold the true share."""


class Appraised(NamedTuple):
    """One verifier's counts in one campaign.

    Of the reports they `decided` first, so many had their first answer `in_time` and so many were `reduced` or
    rejected; `checked` of them had a second look drawn by lot and `overturned` were changed by it. `gave`: second looks
    they gave themselves, `agreed` of them without a change. `median_minutes` from sending to the first answer.
    """

    decided: int = 0
    in_time: int = 0
    reduced: int = 0
    median_minutes: int = 0
    checked: int = 0
    overturned: int = 0
    gave: int = 0
    agreed: int = 0


VERIFIER_METRICS: Mapping[str, Callable[[Appraised], int]] = {
    "appraised_in_time": lambda counts: counts.in_time,
}


def wilson(part: int, whole: int) -> tuple[int, int]:
    """Wilson's 95 % interval of a share, per mille, in whole numbers: rounded outwards, never beyond 0 and 1000.

    Nothing counted says nothing: 0 to 1000. Source: E. B. Wilson, JASA 22 (1927), 209-212.
    """
    if not whole:
        return 0, 1000
    spread = isqrt(Z_SQUARED * Z_SQUARED + 4 * Z_SQUARED * MILLION * part * (whole - part) // whole)
    middle, size = 2 * part * MILLION + Z_SQUARED, 2 * (whole * MILLION + Z_SQUARED)
    low, high = 1000 * (middle - spread) // size, -(-1000 * (middle + spread) // size)
    return low, min(high, 1000)


def needs_full_check(counts: Appraised, percent: int, least: int) -> bool:
    """Whether the rules propose to check everything: more than `percent` of at least `least` second looks changed."""
    return counts.checked >= least and counts.overturned * 100 > percent * counts.checked


def median(minutes: Sequence[int]) -> int:
    """The middle one, rounded down between two; 0 of none."""
    ordered, middle = sorted(minutes), len(minutes) // 2
    if not ordered:
        return 0
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2
