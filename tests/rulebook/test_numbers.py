from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulebook.numbers import parse_whole, show_average, show_percent, show_whole


def test_the_seeds_comma_figure_is_read_whole_and_shown_with_a_dot():
    assert parse_whole("150,895") == 150895
    assert show_whole(150895) == "150.895"


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("007", 7), ("1234", 1234), ("1.234", 1234), ("1,234", 1234), ("1.234.567", 1234567)],
)
def test_whole_numbers_are_read(text, value):
    assert parse_whole(text) == value


REFUSED = """１２|1_000| 7 |7 |7\t|٣|1.2345|1.234,567|1,234.567|12,34|1.23|.123|1.|-5|+5|1e3|0.150|0,5|1 234|½|²"""


@pytest.mark.parametrize("text", ["", "7\n", "1234.567", *REFUSED.split("|")])
def test_anything_else_is_refused(text):
    assert parse_whole(text) is None


def test_a_number_too_long_for_the_database_is_refused():
    assert parse_whole("9" * 18) == 10**18 - 1
    assert parse_whole("9" * 19) is None


@given(st.integers(0, 10**18 - 1))
def test_what_is_shown_is_read_back(number):
    assert parse_whole(show_whole(number)) == number


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(543, 1000, "54,3%"), (1, 1, "100%"), (9999, 10000, "99,9%"), (0, 5, "0%"), (0, 0, "–"), (4, 5, "80%")],
)
def test_percentages_use_a_comma_and_never_round_up(part, whole, shown):
    assert show_percent(part, whole) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(7, 2), "3,5"), (Fraction(2, 3), "0,6"), (Fraction(8), "8"), (Fraction(12_345_99, 1000), "1.234,5")],
)
def test_an_average_is_rounded_down(value, shown):
    assert show_average(value) == shown
