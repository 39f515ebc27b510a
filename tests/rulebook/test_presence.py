"""Presence counts once: the same members in the same hours, in one report or beside others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulebook.presence import Presence, clash
from app.rulebook.rules import Exclusion
from tests.rulebook.cases import DIGITAL_SUNDAY, RULES

SHIFT, GREEN, SATURDAY, CIVILISED = (
    "service_point_shift",
    "green_sunday_day",
    "volunteer_saturday_day",
    "civilized_city_day",
)
PRESENCE = (SHIFT, GREEN, SATURDAY, CIVILISED)
COUNTS = (
    "vneid_level2_support",
    "dvc_account_guidance",
    "account_data_update_support",
    "dvc_partial_support",
    "dvc_full_support",
    "e_payment_support",
    "e_commerce_support",
    "e_health_record_support",
    "digital_platform_support",
)
NEUTRAL = ("outreach_session", "poster_distribution", "public_service_culture_outreach")
NINE, ELEVEN, THIRTEEN = 9 * 60, 11 * 60, 13 * 60


def there(*activities, members=(1, 2), hours=(NINE, ELEVEN)):
    return Presence(frozenset(activities), frozenset(members), *hours)


def found(mine, *others, rules=RULES):
    return clash(mine, others, rules.exclusions)


@pytest.mark.parametrize("campaign", [RULES, DIGITAL_SUNDAY.rules], ids=["march", "sundays"])
@pytest.mark.parametrize("one", PRESENCE)
@pytest.mark.parametrize("other", PRESENCE)
def test_the_four_presence_items_exclude_each_other_and_themselves(campaign, one, other):
    beside = found(there(one), there(other), rules=campaign)
    assert beside is not None
    assert set(beside) == {one, other}
    within = found(there(one, other), rules=campaign)
    assert (within is not None) == (one != other)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(("presence", "goes"), [(SHIFT, True), (SATURDAY, True), (GREEN, False), (CIVILISED, False)])
def test_unit_counts_go_with_a_shift_and_a_saturday_and_not_with_the_other_two(count, presence, goes):
    assert found(there(presence, count)) == (None if goes else (presence, count))
    assert found(there(presence), there(count)) == (None if goes else (presence, count))
    assert found(there(count), there(presence)) == (None if goes else (count, presence))


@pytest.mark.parametrize("presence", PRESENCE)
@pytest.mark.parametrize("neutral", NEUTRAL)
def test_outreach_and_posters_go_with_everything(presence, neutral):
    assert found(there(presence, neutral)) is None
    assert found(there(presence), there(neutral)) is None


def test_unit_counts_go_with_unit_counts():
    assert found(there(*COUNTS), there(*COUNTS)) is None


def test_one_report_is_judged_whatever_is_known_of_hours_and_members():
    assert found(there(GREEN, SHIFT, members=(), hours=(None, None))) == (SHIFT, GREEN)


@pytest.mark.parametrize(
    ("mine", "theirs", "overlap"),
    [
        ((NINE, ELEVEN), (ELEVEN, THIRTEEN), False),
        ((ELEVEN, THIRTEEN), (NINE, ELEVEN), False),
        ((NINE, ELEVEN + 1), (ELEVEN, THIRTEEN), True),
        ((NINE, THIRTEEN), (NINE + 30, ELEVEN), True),
        ((NINE + 30, ELEVEN), (NINE, THIRTEEN), True),
        ((NINE, ELEVEN), (NINE, ELEVEN), True),
        ((0, 1), (0, 1440), True),
        ((NINE, None), (NINE, ELEVEN), False),
        ((None, ELEVEN), (NINE, ELEVEN), False),
        ((NINE, ELEVEN), (None, None), False),
        ((NINE, ELEVEN), (NINE, None), False),
        ((NINE, ELEVEN), (None, ELEVEN), False),
    ],
)
def test_hours_that_only_touch_do_not_overlap_and_unknown_ones_never_do(mine, theirs, overlap):
    one, other = there(SHIFT, hours=mine), there(GREEN, hours=theirs)
    assert one.overlaps(other) is overlap
    assert (found(one, other) is not None) is overlap


@pytest.mark.parametrize(
    ("mine", "theirs", "shared"),
    [((1, 2), (2, 3), True), ((1,), (2,), False), ((), (1,), False), ((1,), (), False), ((), (), False)],
)
def test_only_a_member_who_was_at_both_makes_them_clash(mine, theirs, shared):
    one, other = there(SHIFT, members=mine), there(GREEN, members=theirs)
    assert (found(one, other) is not None) is shared


def test_the_other_reports_are_not_judged_among_themselves():
    assert found(there(*NEUTRAL), there(SHIFT), there(GREEN)) is None


def test_of_many_the_first_one_that_clashes_is_named():
    assert found(there(SHIFT), there(*COUNTS), there(CIVILISED), there(GREEN)) == (SHIFT, CIVILISED)


def test_an_equal_report_beside_it_is_another_report():
    mine = there(SHIFT)
    assert found(mine, there(SHIFT)) == (SHIFT, SHIFT)
    assert found(mine) is None


def test_rules_without_exclusions_exclude_nothing():
    assert clash(there(*PRESENCE), [there(*PRESENCE)], ()) is None


def test_an_activity_that_excludes_itself_does_so_only_beside_another_report():
    rules = (Exclusion((SHIFT, GREEN), (SHIFT, CIVILISED)),)
    mine = there(SHIFT)
    assert clash(mine, [], rules) is None
    assert clash(mine, [there(SHIFT)], rules) == (SHIFT, SHIFT)
    assert clash(there(SHIFT, CIVILISED), [], rules) == (SHIFT, CIVILISED)


reports = st.builds(
    there,
    *[st.sampled_from((*PRESENCE, *COUNTS, *NEUTRAL))] * 2,
    members=st.sets(st.integers(1, 3)),
    hours=st.tuples(st.integers(0, 700), st.integers(701, 1440)) | st.just((None, None)),
)


@given(reports, reports)
def test_whether_two_reports_clash_does_not_depend_on_which_was_first(one, other):
    beside_one, beside_other = clash(one, [other], RULES.exclusions), clash(other, [one], RULES.exclusions)
    alone = [found(one), found(other)]
    if not any(alone):
        assert (beside_one is None) == (beside_other is None)
