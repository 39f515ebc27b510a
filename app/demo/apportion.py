"""Whole shares of a whole."""

from collections.abc import Sequence
from fractions import Fraction


def apportion(total: int, weights: Sequence[int], low: int = 1, high: int = 10_000) -> list[int]:
    """Share `total` out by weight (largest remainder), each share `low` to `high`; the shares add up exactly."""
    if not low * len(weights) <= total <= high * len(weights):
        raise ValueError(f"{total} cannot be shared among {len(weights)} lines of {low} to {high}")
    shares = [0] * len(weights)
    rest, still_open = total, list(range(len(weights)))
    while still_open:
        exact = _quotas(rest, weights, still_open, low)
        full = [each for each in still_open if exact[each] > high]
        if not full:
            return _rounded(shares, rest, exact)
        for each in full:
            shares[each] = high
        rest -= high * len(full)
        still_open = [each for each in still_open if exact[each] <= high]
    return shares


def _quotas(rest: int, weights: Sequence[int], still_open: Sequence[int], low: int) -> dict[int, Fraction]:
    heavy = sum(weights[each] for each in still_open)
    spare = rest - low * len(still_open)
    return {each: low + Fraction(spare * weights[each], heavy) for each in still_open}


def _rounded(shares: list[int], rest: int, exact: dict[int, Fraction]) -> list[int]:
    """Floors first; what is left goes to the largest remainders, in order among equals."""
    for each, quota in exact.items():
        shares[each] = quota.numerator // quota.denominator
    left = rest - sum(shares[each] for each in exact)
    by_remainder = sorted(exact, key=lambda each: shares[each] - exact[each])
    for each in by_remainder[:left]:
        shares[each] += 1
    return shares
