"""Pictures' fingerprints: 64 bits that stay near each other when a picture is copied, cropped a little or re-encoded."""

BITS = (21, 21, 22)
"""How a fingerprint is cut into parts, the lowest bits first: near fingerprints agree nearly in one of them."""


def parts(fingerprint: int) -> tuple[int, int, int]:
    """The three parts by which near fingerprints are found; the fingerprint is signed, as databases keep 64 bits."""
    low, middle, _ = BITS
    bits = fingerprint & (1 << 64) - 1
    return bits & (1 << low) - 1, bits >> low & (1 << middle) - 1, bits >> low + middle
