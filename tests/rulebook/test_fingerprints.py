"""Fingerprints are cut into parts by which near ones are found."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sets

from app.rulebook.fingerprints import BITS, distance, is_plain, parts, probes, reach


@given(integers(-(2**63), 2**63 - 1))
def test_the_parts_hold_every_bit_of_a_fingerprint_once(fingerprint):
    low, middle, high = parts(fingerprint)
    assert low | middle << BITS[0] | high << BITS[0] + BITS[1] == fingerprint & 2**64 - 1
    assert all(0 <= part < 2**bits for part, bits in zip((low, middle, high), BITS, strict=True))


@given(integers(-(2**63), 2**63 - 1), sets(integers(0, 63), max_size=8))
def test_near_fingerprints_meet_in_a_probe_of_one_of_their_parts(fingerprint, places):
    other = fingerprint ^ sum(1 << place for place in places)
    assert distance(fingerprint, other) == len(places)
    pairs = zip(parts(fingerprint), parts(other), BITS, strict=True)
    assert any(theirs in probes(mine, bits, reach(8)) for mine, theirs, bits in pairs)


def test_probes_are_each_other_value_once():
    found = probes(5, 21, 2)
    assert len(found) == len(set(found)) == 1 + 21 + 210
    assert all((each ^ 5).bit_count() <= 2 for each in found)


def test_a_picture_of_nothing_is_plain():
    assert is_plain(0)
    assert is_plain(-1)
    assert not is_plain(0x5A5A5A5A)


@pytest.mark.parametrize(("ones", "plain"), [(5, True), (6, False), (58, False), (59, True)])
def test_five_bits_unlike_the_others_are_still_plain_and_six_are_a_picture(ones, plain):
    assert is_plain((1 << ones) - 1) is plain
    assert is_plain((1 << ones) - 1 << 64 - ones) is plain
