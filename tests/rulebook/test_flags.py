"""Each flag beside a report that only just does not raise it; bands and minutes."""

from dataclasses import replace

import pytest

from app.rulebook.flag_facts import Again, Elsewhere, LineFacts, Near, Other, PhotoFacts, ReportFacts
from app.rulebook.flags import BANDS, KINDS, band, minutes, raised, risk
from app.rulebook.lookouts import WEIGHTS, Flags
from app.rulebook.rulestore import dump_rules, load_rules
from app.rulebook.taps import densest, unevenness
from tests.rulebook.cases import DIGITAL_SUNDAY, RULES

FLAGS = RULES.flags
VNEID, POSTERS = "vneid_level2_support", "poster_distribution"
OTHER = Other(7, "u-7", "Đội khác", "2026-03-15", "TTN2026", "Nhà văn hóa", 9 * 60, 11 * 60)
LATER = replace(OTHER, begins_at=10 * 60, ends_at=12 * 60)
HUMAN = tuple(at * 240 + at % 4 * 60 for at in range(20))  # twenty taps over eighty minutes, now soon, now late
CLOCK = tuple(range(0, 6000, 300))


def line(claimed=20, taps=HUMAN, code=VNEID, **more):
    return LineFacts(code, claimed, taps=taps, **more)


def near(distance):
    return PhotoFacts("a", None, (Near("b", distance, OTHER),))


ORDINARY = ReportFacts(
    members=4,
    lines=(line(before=(18, 20, 22)),),
    photos=(PhotoFacts("a", 9 * 60),),
    beside=(LATER,),
    begins_at=8 * 60,
    ends_at=10 * 60,
)


def codes(**changes):
    return [each.code for each in raised(replace(ORDINARY, **changes), FLAGS)]


def test_an_ordinary_report_raises_nothing():
    assert codes() == []


# four members, two hours, six an hour: 48
TELLING = [
    ("over_capacity", {"lines": (line(49, tuple(range(0, 4900, 100))[:40]),)}, {"lines": (line(48, ()),)}),
    ("above_median", {"lines": (line(31, before=(10, 9, 11)),)}, {"lines": (line(30, before=(10, 9, 11)),)}),
    ("above_median", {"lines": (line(25, before=(7, 9, 6, 9)),)}, {"lines": (line(24, before=(7, 9, 6, 9)),)}),
    ("round_number", {"lines": (line(50, taps=(), code=POSTERS),)}, {"lines": (line(49, (), POSTERS),)}),
    ("burst_taps", {"lines": (line(taps=tuple(range(0, 120, 6))),)}, {"lines": (line(taps=HUMAN[:1] * 19),)}),
    ("even_taps", {"lines": (line(taps=CLOCK),)}, {"lines": (line(taps=CLOCK[:14]),)}),
    ("beyond_taps", {"lines": (line(34),)}, {"lines": (line(33),)}),
    ("photo_time", {"photos": (PhotoFacts("a", 449),)}, {"photos": (PhotoFacts("a", 450),)}),
    ("photo_time", {"photos": (PhotoFacts("a", 631),)}, {"photos": (PhotoFacts("a", 630),)}),
    ("photo_near", {"photos": (near(8),)}, {"photos": (near(9),)}),
    ("two_places", {"elsewhere": (Elsewhere(2, OTHER),)}, {"elsewhere": ()}),
    ("shared_place", {"beside": (OTHER,)}, {"beside": (replace(OTHER, begins_at=600),)}),
    ("same_figures", {"beside": (replace(LATER, same_lines=1),)}, {"beside": (LATER,)}),
    ("shared_day", {"beside": (replace(OTHER, begins_at=None, ends_at=None),)}, {"beside": ()}),
    ("claimed_twice", {"again": (Again(VNEID, 20, OTHER),)}, {"again": ()}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "telling", "just_not"), TELLING)
def test_each_flag_is_raised_at_its_threshold_and_not_before(code, telling, just_not):
    assert code in codes(**telling)
    assert code not in codes(**just_not)


def test_every_flag_is_told_apart_here_and_has_a_weight():
    assert {code for code, *_ in TELLING} == set(KINDS) == {code for code, _ in WEIGHTS}


def test_the_heaviest_flag_comes_first_and_the_risk_adds_them_up():
    found = raised(replace(ORDINARY, lines=(line(50, (), before=(9, 9, 9)),), beside=(OTHER,)), FLAGS)
    assert [each.code for each in found] == ["over_capacity", "shared_place", "above_median", "round_number"]
    assert risk(found) == 60 + 40 + 30 + 20


def test_a_flag_that_weighs_nothing_is_not_raised_and_one_left_out_keeps_its_weight():
    light = replace(FLAGS, weights=(("shared_place", 0),))
    assert [each.code for each in raised(replace(ORDINARY, beside=(OTHER,)), light)] == []
    assert light.weight("photo_near") == 100


def test_a_flag_names_every_report_it_touches():
    both = (OTHER, replace(OTHER, id=9, uuid="u-9"))
    (flag,) = raised(replace(ORDINARY, beside=both), FLAGS)
    assert flag.facts["reports"] == ["u-7", "u-9"]
    assert {each.id for each in replace(ORDINARY, beside=both).others()} == {7, 9}


def test_hours_that_nobody_said_are_judged_by_the_longest_session_and_the_whole_day():
    unknown = {"begins_at": None, "ends_at": None}
    assert "over_capacity" in codes(lines=(line(4 * 12 * 6 + 1, ()),), **unknown)
    assert "over_capacity" not in codes(lines=(line(4 * 12 * 6, ()),), **unknown)
    assert "photo_time" not in codes(photos=(PhotoFacts("a", 1439),), **unknown)
    assert "photo_time" in codes(photos=(PhotoFacts("a", -1),), **unknown)


def test_posters_are_judged_by_the_block_and_never_by_taps():
    sheets = LineFacts(POSTERS, 3200, block=50, counted=False)
    assert codes(lines=(sheets,)) == []  # 64 blocks by 4 members in 2 hours, 8 an hour
    assert codes(lines=(replace(sheets, claimed=3201),)) == ["over_capacity"]
    assert codes(lines=(replace(sheets, claimed=100),)) == []


def test_three_bands_and_their_minutes():
    assert [band(each, FLAGS) for each in (50, 49, 1, 0)] == ["flagged", "look", "look", "ordinary"]
    assert minutes(dict(zip(BANDS, (6, 9, 25), strict=True)), FLAGS) == 18
    assert minutes({}, FLAGS) == 0
    assert minutes({"ordinary": 1}, FLAGS) == 1


def test_older_stored_rules_and_the_shipped_files_hold_the_same_thresholds():
    assert DIGITAL_SUNDAY.rules.flags == FLAGS
    lean = FLAGS.default_rate, FLAGS.rates, 20, 120, 8, (50, 100), 3
    assert Flags(*lean) == FLAGS
    assert load_rules(dump_rules(RULES)).flags == FLAGS


def test_the_densest_taps_are_found_wherever_they_are():
    assert densest((), 60) == (0, 0)
    assert densest((0, 100, 200, 205, 210, 400), 10) == (3, 200)
    assert densest((5, 65), 60) == (2, 5)


def test_a_clock_is_even_and_people_are_not():
    assert unevenness(range(0, 100, 10)) == 0
    assert unevenness(HUMAN) > FLAGS.even_percent
    assert unevenness((5, 5, 5)) == 0
    assert unevenness(()) == 0
