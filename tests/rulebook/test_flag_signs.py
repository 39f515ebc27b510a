"""What a verifier is told of a report's own quantities, taps and photos, to the last figure."""

from dataclasses import replace

import pytest

from app.rulebook.flag_facts import LineFacts, PhotoFacts, ReportFacts
from app.rulebook.flag_signs import (
    above_median,
    beyond_taps,
    burst_taps,
    even_taps,
    over_capacity,
    photo_time,
    round_number,
)
from tests.rulebook.cases import RULES

FLAGS = RULES.flags  # six activations an hour, three dossiers, eight blocks of posters
VNEID, FULL, POSTERS = "vneid_level2_support", "dvc_full_support", "poster_distribution"
EIGHT, NINE, TEN, MIDNIGHT = 8 * 60, 9 * 60, 10 * 60, 24 * 60
SCATTERED = tuple(at * 240 + at % 4 * 60 for at in range(20))


def report(*lines, members=4, hours=(EIGHT, TEN), photos=()):
    begins_at, ends_at = hours
    return ReportFacts(members, begins_at, ends_at, lines, photos)


def test_of_several_lines_beyond_reach_the_one_that_needs_most_hours_is_told():
    busy = report(LineFacts(VNEID, 60), LineFacts(FULL, 36), LineFacts(POSTERS, 3500, block=50))  # 10, 12, 8.75 hours
    assert over_capacity(busy, FLAGS) == {
        "activity": FULL, "claimed": 36, "most": 24, "members": 4, "minutes": 120,
    }  # fmt: skip


def test_lines_within_reach_are_passed_over_however_large():
    mixed = report(LineFacts(VNEID, 48), LineFacts(FULL, 25), LineFacts(POSTERS, 3200, block=50))
    assert over_capacity(mixed, FLAGS) == {
        "activity": FULL, "claimed": 25, "most": 24, "members": 4, "minutes": 120,
    }  # fmt: skip


def test_what_members_can_do_is_told_in_sheets_and_begun_units_do_not_count():
    posters = report(LineFacts(POSTERS, 3201, block=50))
    assert over_capacity(posters, FLAGS) == {
        "activity": POSTERS, "claimed": 3201, "most": 3200, "members": 4, "minutes": 120,
    }  # fmt: skip
    short = report(LineFacts(VNEID, 6), members=1, hours=(EIGHT, NINE - 5))  # five and a half
    assert over_capacity(short, FLAGS) == {"activity": VNEID, "claimed": 6, "most": 5, "members": 1, "minutes": 55}
    within = replace(short, lines=(LineFacts(POSTERS, 366, block=50),))  # 366 and two thirds
    assert over_capacity(within, FLAGS) is None


def test_without_hours_the_longest_session_is_reckoned_and_the_hours_stay_unsaid():
    assert over_capacity(report(LineFacts(VNEID, 145), members=2, hours=(EIGHT, None)), FLAGS) == {
        "activity": VNEID, "claimed": 145, "most": 144, "members": 2, "minutes": None,
    }  # fmt: skip
    assert over_capacity(report(LineFacts(VNEID, 144), members=2, hours=(None, TEN)), FLAGS) is None


def test_the_first_line_far_above_the_teams_median_is_told_past_new_and_small_ones():
    lines = (
        LineFacts(FULL, 90, before=(1, 1)),
        LineFacts(POSTERS, 14, before=(1, 1, 1)),
        LineFacts("e_payment_support", 30, before=(40, 2, 10)),
        LineFacts(VNEID, 31, before=(40, 2, 10)),
        LineFacts("dvc_partial_support", 90, before=(1, 1, 1)),
    )
    assert above_median(report(*lines), FLAGS) == {"activity": VNEID, "claimed": 31, "usual": 10}
    assert above_median(report(*lines[:3]), FLAGS) is None


def test_between_two_earlier_lines_the_median_lies_halfway_and_is_told_rounded_down():
    before = (100, 8, 1, 7)  # seven and a half
    assert above_median(report(LineFacts(VNEID, 22, before=before)), FLAGS) is None
    found = above_median(report(LineFacts(VNEID, 23, before=before)), FLAGS)
    assert found == {"activity": VNEID, "claimed": 23, "usual": 7}


def test_fifteen_are_the_fewest_that_can_be_too_many():
    assert above_median(report(LineFacts(VNEID, 14, before=(3, 4, 3))), FLAGS) is None
    found = above_median(report(LineFacts(VNEID, 15, before=(3, 4, 3))), FLAGS)
    assert found == {"activity": VNEID, "claimed": 15, "usual": 3}


def test_a_round_number_tells_of_the_line_that_nobody_tapped_though_it_is_tapped():
    lines = (
        LineFacts(POSTERS, 100, counted=False),
        LineFacts(VNEID, 50, taps=SCATTERED),
        LineFacts("e_payment_support", 51),
        LineFacts(FULL, 100),
    )
    assert round_number(report(*lines), FLAGS) == {"activity": FULL, "claimed": 100}
    assert round_number(report(*lines[:3]), FLAGS) is None


def test_the_densest_two_minutes_are_told_with_their_first_second():
    burst = (*range(0, 400, 100), *range(500, 614, 6), 620, 621, 900)
    lines = (LineFacts(FULL, 20, taps=SCATTERED), LineFacts(VNEID, 30, taps=burst))
    assert burst_taps(report(*lines), FLAGS) == {"activity": VNEID, "taps": 20, "seconds": 120, "first": 500}
    assert burst_taps(report(LineFacts(VNEID, 30, taps=burst[:-3])), FLAGS) is None


def steady(*pauses, start=7):
    return tuple(start + sum(pauses[:count]) for count in range(len(pauses) + 1))


def test_fifteen_even_taps_are_told_with_their_whole_pause():
    even = steady(*[10] * 13, 15)
    lines = (LineFacts(FULL, 20, taps=SCATTERED), LineFacts(VNEID, 15, taps=even))
    assert even_taps(report(*lines), FLAGS) == {"activity": VNEID, "taps": 15, "pause": 10}
    assert even_taps(report(LineFacts(VNEID, 15, taps=even[:-1])), FLAGS) is None


def test_pauses_that_deviate_by_a_fifth_are_a_persons_and_a_little_less_a_clocks():
    fifth, less = steady(*[80, 120] * 8), steady(*[81, 119] * 8)
    assert even_taps(report(LineFacts(VNEID, 17, taps=fifth)), FLAGS) is None
    found = even_taps(report(LineFacts(VNEID, 17, taps=less)), FLAGS)
    assert found == {"activity": VNEID, "taps": 17, "pause": 100}


def test_a_counter_that_shows_less_than_six_tenths_is_told_and_an_unused_one_is_not():
    sixty = tuple(range(0, 6000, 100))
    lines = (LineFacts(FULL, 500), LineFacts(POSTERS, 100, taps=sixty), LineFacts(VNEID, 101, taps=sixty))
    assert beyond_taps(report(*lines), FLAGS) == {"activity": VNEID, "claimed": 101, "taps": 60}
    assert beyond_taps(report(*lines[:2]), FLAGS) is None


@pytest.mark.parametrize(
    ("hours", "taken", "told"),
    [
        ((EIGHT, TEN), EIGHT - 31, {"days": 0, "minute": 449}),
        ((EIGHT, TEN), TEN + 31, {"days": 0, "minute": 631}),
        ((EIGHT, TEN), NINE - MIDNIGHT, {"days": -1, "minute": 540}),
        ((EIGHT, TEN), NINE + 2 * MIDNIGHT, {"days": 2, "minute": 540}),
        ((EIGHT, None), EIGHT - 31, {"days": 0, "minute": 449}),
        ((None, TEN), TEN + 31, {"days": 0, "minute": 631}),
        ((None, None), -1, {"days": -1, "minute": 1439}),
        ((None, None), MIDNIGHT, {"days": 1, "minute": 0}),
        ((EIGHT, TEN), EIGHT - 30, None),
        ((EIGHT, TEN), TEN + 30, None),
        ((EIGHT, None), MIDNIGHT - 1, None),
        ((None, TEN), 0, None),
        ((EIGHT, TEN), None, None),
    ],
)
def test_a_photo_from_outside_the_session_is_told_with_its_day_and_minute(hours, taken, told):
    photos = (PhotoFacts("a" * 64), PhotoFacts("b" * 64, NINE), PhotoFacts("c" * 64, taken))
    found = photo_time(report(hours=hours, photos=photos), FLAGS)
    assert found == (told and {"photo": "c" * 64, **told})
