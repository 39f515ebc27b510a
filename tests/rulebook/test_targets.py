"""Targets in the four shapes of real plans, over true counts."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.rulebook.measures import Target
from app.rulebook.rulefile import parse
from app.rulebook.targets import METRICS, SHAPES, Count, Progress, progress
from tests.rulebook.cases import DIGITAL_SUNDAY, YOUTH_MONTH, read

PLAIN = Target("t", "Chỉ tiêu", "percent", 80, "%", "campaign", ())


def test_a_percentage_is_reached_exactly_and_never_by_rounding():
    short = progress(PLAIN, Count(part=799, whole=1000))
    assert (short.value, short.percent, short.reached) == (Fraction(799, 10), 99, False)
    full = progress(PLAIN, Count(part=800, whole=1000))
    assert (full.value, full.percent, full.reached) == (Fraction(80), 100, True)


def test_a_share_of_an_unknown_or_empty_whole_is_not_known():
    for whole in (None, 0):
        found = progress(PLAIN, Count(part=12, whole=whole))
        assert (found.value, found.part, found.whole, found.percent, found.reached) == (None, 12, whole, 0, False)


def test_a_minimum_per_unit_is_reached_by_each_for_itself():
    target = replace(PLAIN, shape="per_unit", value=100)
    found = progress(target, Count(each=(400, 100, 99, 0)))
    assert (found.part, found.whole, found.percent, found.reached) == (2, 4, 50, False)
    assert (found.value, found.goal) == (Fraction(599, 4), 100)
    assert progress(target, Count(each=(100, 250))).reached


def test_a_minimum_per_unit_of_no_unit_is_not_reached():
    found = progress(replace(PLAIN, shape="per_unit", value=1), Count())
    assert (found.value, found.percent, found.reached) == (None, 0, False)


def test_a_minimum_per_member_is_an_average():
    target = replace(PLAIN, shape="per_member", value=2)
    found = progress(target, Count(part=30, whole=16))
    assert (found.value, found.percent, found.reached) == (Fraction(30, 16), 93, False)
    assert progress(target, Count(part=32, whole=16)).reached


def test_a_total_may_go_beyond_its_goal_and_its_bar_does_not():
    found = progress(replace(PLAIN, shape="total", value=1000), Count(part=2500))
    assert (found.value, found.percent, found.reached) == (Fraction(2500), 100, True)
    assert not progress(replace(PLAIN, shape="total", value=1000), Count(part=999)).reached


@pytest.mark.parametrize("shape", SHAPES)
def test_a_rule_file_may_hold_every_shape(shape):
    text = read("ttn2026-gia-lai.toml").replace('shape = "per_unit"', f'shape = "{shape}"', 1)
    campaign, faults = parse(text)
    assert faults == []
    assert shape in {each.shape for each in campaign.rules.targets}


@pytest.mark.parametrize("campaign", [YOUTH_MONTH, DIGITAL_SUNDAY], ids=lambda campaign: campaign.code)
def test_every_shipped_target_says_what_it_counts(campaign):
    for target in campaign.rules.targets:
        assert target.metric in METRICS
        assert target.activities or target.metric in ("accounts_pct", "sundays_pct", "hamlets")


def test_an_unknown_metric_is_refused():
    text = read("ttn2026-gia-lai.toml").replace(
        'period = "campaign"\nmetric = "hamlets"', 'period = "campaign"\nmetric = "villages"'
    )
    _, faults = parse(text)
    assert len(faults) == 1
    assert "villages" in str(faults[0])


WHOLE_ANSWERS = [
    ("percent", 80, Count(part=1, whole=3), Progress(80, Fraction(100, 3), 1, 3, 41, False)),
    ("per_member", 2, Count(part=30, whole=16), Progress(2, Fraction(15, 8), 30, 16, 93, False)),
    ("per_member", 2, Count(part=30, whole=None), Progress(2, None, 30, None, 0, False)),
    ("per_member", 2, Count(part=30, whole=0), Progress(2, None, 30, 0, 0, False)),
    ("per_unit", 10, Count(each=(10, 9, 0)), Progress(10, Fraction(19, 3), 1, 3, 33, False)),
    ("per_unit", 10, Count(each=(12,)), Progress(10, Fraction(12), 1, 1, 100, True)),
    ("per_unit", 10, Count(), Progress(10, None, 0, 0, 0, False)),
    ("total", 7, Count(part=6), Progress(7, Fraction(6), 6, None, 85, False)),
    ("total", 7, Count(part=7), Progress(7, Fraction(7), 7, None, 100, True)),
]


@pytest.mark.parametrize(("shape", "goal", "count", "whole"), WHOLE_ANSWERS)
def test_every_shape_tells_its_goal_what_it_rests_on_and_a_whole_percentage(shape, goal, count, whole):
    found = progress(replace(PLAIN, shape=shape, value=goal), count)
    assert (found, type(found.percent)) == (whole, int)


def test_a_shape_that_no_rule_file_knows_is_no_target():
    with pytest.raises(KeyError):
        progress(replace(PLAIN, shape="median"), Count())
