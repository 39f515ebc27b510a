"""The tap counter's seconds: where they crowd, and how unevenly people tap."""

import pytest

from app.rulebook.taps import densest, unevenness


@pytest.mark.parametrize(
    ("taps", "seconds", "most", "first"),
    [
        ((), 60, 0, 0),
        ((40,), 60, 1, 40),
        ((3, 9, 200, 206), 10, 2, 3),  # of two crowds as dense the earlier
        ((3, 100, 200, 206, 210, 400, 401), 10, 3, 200),
        ((0, 10, 20, 30, 40), 20, 3, 0),
        ((0, 10, 21, 31, 42, 43), 20, 3, 31),
        ((5, 65), 60, 2, 5),
        ((5, 66), 60, 1, 5),
        ((7, 7, 7), 0, 3, 7),
    ],
)
def test_the_densest_crowd_of_taps_is_told_with_its_first_second(taps, seconds, most, first):
    assert densest(taps, seconds) == (most, first)


@pytest.mark.parametrize(
    ("taps", "percent"),
    [
        ((), 0),
        ((30,), 0),
        ((30, 30, 30), 0),
        ((0, 10, 20, 30), 0),
        ((0, 8, 20), 20),  # pauses of 8 and 12: 2 off a mean of 10
        ((4, 5, 7), 33),  # a third, rounded down
        ((0, 0, 10), 100),
        ((0, 0, 0, 30), 133),  # 10, 10 and 20 off a mean of 10
    ],
)
def test_unevenness_is_the_mean_deviation_in_percent_of_the_mean_pause(taps, percent):
    found = unevenness(taps)
    assert (found, type(found)) == (percent, int)
