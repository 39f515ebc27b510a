import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulebook.joint import split


def test_a_joint_session_of_30_split_18_to_12_stays_30():
    assert split(30, [18, 12]) == (18, 12)


def test_a_reduced_total_is_divided_by_the_agreed_shares():
    assert split(20, [18, 12]) == (12, 8)
    assert split(10, [1, 1, 1]) == (4, 3, 3)


def test_what_rounding_leaves_goes_where_most_was_cut_off():
    assert split(10, [1, 2]) == (3, 7)
    assert split(100, [10, 1, 25]) == (28, 3, 69)


@given(st.integers(0, 10_000), st.lists(st.integers(0, 10_000), min_size=1, max_size=6).filter(any))
def test_parts_never_make_more_than_the_total(total, shares):
    parts = split(total, shares)
    assert sum(parts) == total
    assert all(part == 0 for part, share in zip(parts, shares, strict=True) if share == 0)


@pytest.mark.parametrize(("total", "shares"), [(-1, [1]), (1, [0, 0]), (1, [2, -1])])
def test_a_split_without_sense_is_refused(total, shares):
    with pytest.raises(ValueError, match="shares"):
        split(total, shares)


def test_the_edges_of_a_split_that_makes_sense():
    assert split(0, [1]) == (0,)
    assert split(1, [1]) == (1,)
    assert split(7, [0, 1]) == (0, 7)
    assert split(5, [1, 1]) == (3, 2)
    assert split(5, [1, 2]) == (2, 3)
    assert split(100, [1, 1, 1]) == (34, 33, 33)


def test_a_refused_split_says_what_it_needs():
    with pytest.raises(ValueError, match=r"^a total and shares that are not negative, at least one above zero$"):
        split(-1, [1])
