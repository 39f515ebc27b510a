"""Pictures' fingerprints: 64 bits that stay near each other when a picture is copied, cropped or re-encoded."""

from functools import cache
from itertools import combinations

BITS = (21, 21, 22)
"""How a fingerprint is cut into parts, the lowest bits first: near fingerprints agree nearly in one of them."""

FARTHEST = 11
"""The most bits in which two fingerprints that are looked up as near may differ: three in the nearest part."""
WHOLE = (1 << 64) - 1
PLAIN = 5


def parts(fingerprint: int) -> tuple[int, int, int]:
    """The three parts by which near fingerprints are found; the fingerprint is signed, as databases keep 64 bits."""
    low, middle, _ = BITS
    bits = fingerprint & WHOLE
    return bits & (1 << low) - 1, bits >> low & (1 << middle) - 1, bits >> low + middle


def distance(one: int, other: int) -> int:
    """In how many bits two fingerprints differ."""
    return ((one ^ other) & WHOLE).bit_count()


def is_plain(fingerprint: int) -> bool:
    """Whether nearly all bits are alike (a wall, a night, a gradient): such pictures are near each other anyway."""
    ones = (fingerprint & WHOLE).bit_count()
    return not PLAIN < ones < 64 - PLAIN


def probes(part: int, bits: int, radius: int) -> list[int]:
    """Every value of a part of so many bits that differs from this one in at most `radius` of them."""
    return [part ^ mask for mask in _masks(bits, radius)]


def reach(farthest: int) -> int:
    """In how many bits the nearest part can differ when the whole differs in at most `farthest` (pigeonhole)."""
    return min(farthest, FARTHEST) // len(BITS)


@cache
def _masks(bits: int, radius: int) -> tuple[int, ...]:
    return tuple(
        sum(1 << place for place in places) for size in range(radius + 1) for places in combinations(range(bits), size)
    )
