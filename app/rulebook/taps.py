"""The tap counter: what the seconds of its taps say."""

from collections.abc import Sequence
from itertools import pairwise

MOST_TAPS = 10_000
LATEST = 24 * 3600
"""Taps are seconds since the session began, and no session goes on for longer than a day."""


def densest(taps: Sequence[int], seconds: int) -> tuple[int, int]:
    """The most taps within so many seconds of each other, and the second of the first of them; `taps` ascend."""
    most, first, begin = 0, 0, 0
    for end, tap in enumerate(taps):
        while tap - taps[begin] > seconds:
            begin += 1
        if end - begin + 1 > most:
            most, first = end - begin + 1, taps[begin]
    return most, first


def unevenness(taps: Sequence[int]) -> int:
    """The mean deviation of the pauses between taps, in percent of the mean pause; people are far from 0."""
    pauses = [later - earlier for earlier, later in pairwise(taps)]
    whole, count = sum(pauses), len(pauses)
    return 100 * sum(abs(pause * count - whole) for pause in pauses) // (whole * count) if whole else 0
