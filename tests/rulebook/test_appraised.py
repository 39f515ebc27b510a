"""Verifiers' figures: Wilson's interval against published values, medians, what is proposed, and the badge."""

from dataclasses import replace
from fractions import Fraction
from math import sqrt

import pytest

from app.config import ROOT
from app.rulebook.appraised import VERIFIER_METRICS, Appraised, median, needs_full_check, wilson
from app.rulebook.attended import MEMBER_METRICS
from app.rulebook.badgechecks import faults
from app.rulebook.badges import METRICS
from app.rulebook.rulefile import load_rules, parse
from app.rulebook.rulestore import dump_rules
from app.rulebook.verifier_badges import levels_reached, progress

FILE, _ = parse((ROOT / "campaigns" / "ttn2026-gia-lai.toml").read_text(encoding="utf-8"))
assert FILE is not None
RULES = FILE.rules
[FAIR] = RULES.verifier_badges
SPAN = (FILE.starts_on, FILE.ends_on)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [  # R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3; rounded outwards
        (81, 263, 255, 367),
        (15, 148, 62, 161),
        (0, 20, 0, 162),
        (1, 29, 6, 172),
        (29, 29, 883, 1000),
        (0, 0, 0, 1000),
    ],
)
def test_the_interval_is_the_published_one(part, whole, low, high):
    assert wilson(part, whole) == (low, high)


@pytest.mark.parametrize("whole", [1, 2, 10, 37, 400, 100_000])
def test_the_interval_encloses_what_floats_say_and_the_share_itself(whole):
    z = 1.959964
    for part in {0, 1, whole // 3, whole // 2, whole - 1, whole}:
        low, high = wilson(part, whole)
        p, spread = part / whole, z * sqrt(part / whole * (1 - part / whole) / whole + z * z / (4 * whole * whole))
        middle, size = p + z * z / (2 * whole), 1 + z * z / whole
        assert low / 1000 <= (middle - spread) / size + 1e-6
        assert high / 1000 >= (middle + spread) / size - 1e-6
        assert high - low <= 1000 * 2 * spread / size + 2
        assert Fraction(low, 1000) <= Fraction(part, whole) <= Fraction(high, 1000)


def test_medians_are_whole_minutes():
    assert (median([]), median([7]), median([9, 1, 5]), median([1, 2, 5, 100])) == (0, 7, 5, 3)
    assert (median([100, 1, 8, 5]), median([4, 2]), median([9, 9, 1, 2, 0, 3])) == (6, 3, 2)


@pytest.mark.parametrize(
    ("checked", "overturned", "proposed"),
    [(20, 2, False), (20, 3, True), (19, 19, False), (30, 3, False), (31, 4, True), (0, 0, False)],
)
def test_more_than_a_tenth_of_at_least_twenty_is_proposed(checked, overturned, proposed):
    assert needs_full_check(Appraised(checked=checked, overturned=overturned), 10, 20) is proposed


def test_the_badge_of_the_rules_is_a_verifiers_alone():
    assert (FAIR.code, FAIR.name, FAIR.holder) == ("fair_appraiser", "Thẩm định công tâm", "verifier")
    assert [each.threshold for each in FAIR.levels] == [40, 120, 300]
    assert FAIR.overturned_pct == 5
    assert FAIR not in (*RULES.team_badges, *RULES.member_badges)
    assert load_rules(dump_rules(RULES)).verifier_badges == (FAIR,)
    assert not VERIFIER_METRICS.keys() & {*METRICS, *MEMBER_METRICS}


@pytest.mark.parametrize(
    ("counts", "levels"),
    [
        (Appraised(in_time=40, checked=4), ("bronze",)),
        (Appraised(in_time=39, checked=4), ()),
        (Appraised(in_time=300, checked=40, overturned=2), ("bronze", "silver", "gold")),
        (Appraised(in_time=300, checked=39, overturned=2), ()),
        (Appraised(in_time=40), ()),
        (Appraised(decided=500, in_time=119, checked=20, overturned=1), ("bronze",)),
    ],
)
def test_it_asks_for_reports_in_time_and_few_that_were_changed(counts, levels):
    assert levels_reached(FAIR, counts) == levels


def test_switched_off_it_is_not_earned_and_the_way_to_it_says_what_is_missing():
    counts = Appraised(in_time=100, checked=4)
    assert levels_reached(replace(FAIR, active=False), counts) == ()
    way = progress(FAIR, counts)
    assert (way.value, way.next_level.level, way.missing, way.base_missing) == (100, "silver", 20, 0)
    assert progress(FAIR, Appraised(in_time=50)).base_missing == 1
    assert progress(FAIR, counts, "silver").next_level.level == "gold"
    assert progress(FAIR, counts, "gold").next_level is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"activities": ("vneid_level2_support",)}, "activities"),
        ({"weekdays": ("sunday",)}, "weekdays"),
        ({"awarded": "week"}, "awarded"),
    ],
)
def test_a_verifiers_badge_looks_at_everything(change, field):
    assert not list(faults(FAIR, SPAN, {}))
    assert [name for name, _ in faults(replace(FAIR, **change), SPAN, {"vneid_level2_support": True})] == [field]
