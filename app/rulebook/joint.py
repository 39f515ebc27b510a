"""Joint sessions: one piece of work is never counted twice, so its total is divided."""

from collections.abc import Sequence


def split(total: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Divide a verified total by the teams' agreed shares; the parts always add up to the total.

    What rounding leaves goes to the largest remainders, the earlier team first.
    """
    whole = sum(shares)
    if total < 0 or whole <= 0 or min(shares) < 0:
        raise ValueError("a total and shares that are not negative, at least one above zero")
    parts = [total * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: -(total * shares[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)
