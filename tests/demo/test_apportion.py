"""Shares add up exactly, stay within bounds and follow the weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.apportion import apportion

WEIGHTS = st.lists(st.integers(1, 10_000), min_size=1, max_size=60)


@given(WEIGHTS, st.data())
def test_shares_add_up_exactly_and_stay_within_bounds(weights, data):
    total = data.draw(st.integers(len(weights), 10_000 * len(weights)))
    shares = apportion(total, weights)
    assert sum(shares) == total
    assert all(1 <= each <= 10_000 for each in shares)


def test_shares_follow_the_weights_and_remainders_go_to_the_largest():
    assert apportion(10, [1, 1, 1], low=0) == [4, 3, 3]
    assert apportion(100, [1, 2, 7], low=0) == [10, 20, 70]
    assert apportion(11, [5, 3, 2], low=0) == [6, 3, 2]


def test_a_share_that_would_be_too_large_is_cut_and_the_others_take_the_rest():
    assert apportion(30, [100, 1, 1], low=1, high=12) == [12, 9, 9]


def test_a_total_that_cannot_be_shared_is_refused():
    with pytest.raises(ValueError, match="cannot be shared"):
        apportion(2, [1, 1, 1])
