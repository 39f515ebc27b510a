"""Fingerprints are cut into parts by which near ones are found."""

from hypothesis import given
from hypothesis.strategies import integers

from app.rulebook.fingerprints import BITS, parts


@given(integers(-(2**63), 2**63 - 1))
def test_the_parts_hold_every_bit_of_a_fingerprint_once(fingerprint):
    low, middle, high = parts(fingerprint)
    assert low | middle << BITS[0] | high << BITS[0] + BITS[1] == fingerprint & 2**64 - 1
    assert all(0 <= part < 2**bits for part, bits in zip((low, middle, high), BITS, strict=True))
