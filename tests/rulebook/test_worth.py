from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rulebook.deadlines import lateness, local_day
from app.rulebook.rules import RuleSet
from app.rulebook.worth import Line, worth
from tests.rulebook.cases import (
    DIGITAL_SUNDAY,
    MONDAY,
    RULES,
    SATURDAY,
    SUNDAY,
    YOUTH_MONTH,
    line,
    points,
    price,
)

VNEID, FULL, POSTERS = "vneid_level2_support", "dvc_full_support", "poster_distribution"
ZONE = "Asia/Ho_Chi_Minh"


def test_thirty_seven_activations_on_a_sunday_are_worth_133_points():
    assert points(line(VNEID, 37)) == [133]


def test_fifty_activations_score_forty_and_are_worth_144_points():
    (found,) = price(line(VNEID, 50))
    assert (found.scored, found.points, found.percent) == (40, 144, 120)


def test_two_reports_of_twenty_five_share_the_cap_in_order_of_submission():
    first, second = price(line(VNEID, 25, minute=1), line(VNEID, 25, minute=2))
    assert (first.points, second.scored, second.points) == (90, 15, 54)
    assert (first.cap_left_before, second.cap_left_before, second.cap) == (40, 15, 40)


def test_when_the_first_report_is_rejected_the_second_takes_its_room():
    assert points(line(VNEID, 25, minute=2)) == [90]
    assert points(line(VNEID, 0, minute=1), line(VNEID, 25, minute=2)) == [0, 90]


def test_ten_full_dossiers_on_a_saturday_are_worth_60_points():
    assert points(line(FULL, 10, SATURDAY)) == [60]


def test_ten_full_dossiers_on_a_monday_are_worth_50_points():
    assert points(line(FULL, 10, MONDAY)) == [50]


def test_a_sunday_report_sent_four_days_later_gets_no_multiplier():
    sent = datetime(2026, 3, 12, 3, tzinfo=UTC)
    assert lateness(sent, SUNDAY, RULES.deadlines, ZONE) == "late"
    assert points(line(FULL, 10, late=True)) == [50]


def test_130_posters_score_two_whole_blocks():
    (found,) = price(line(POSTERS, 130))
    assert (found.scored, found.points, found.blocks_or_units) == (100, 12, 2)


def test_remainders_of_posters_never_join():
    assert points(line(POSTERS, 49, minute=1), line(POSTERS, 49, minute=2), line(POSTERS, 50, minute=3)) == [
        0,
        0,
        6,
    ]


def test_the_cap_of_posters_counts_blocks():
    found = price(line(POSTERS, 170, minute=1), line(POSTERS, 130, minute=2))
    assert [each.scored for each in found] == [150, 50]


def test_eight_members_at_a_training_are_worth_16_and_a_ninth_name_nothing_more():
    assert points(line("training_attendance", 8)) == [16]
    assert points(line("training_attendance", 9)) == [16]


def test_the_training_cap_is_the_team_size_of_the_first_report_of_the_day():
    first, second = price(
        line("training_attendance", 8, minute=1, team_size=10),
        line("training_attendance", 8, minute=2, team_size=30),
    )
    assert (first.scored, second.scored, second.cap) == (8, 2, 10)


def test_green_sunday_has_no_multiplier():
    assert points(line("green_sunday_day", 1)) == [20]


def test_a_day_is_worth_400_points_at_most_and_the_last_line_keeps_the_remainder():
    codes = {FULL: 25, VNEID: 40, "e_payment_support": 45}  # 150 + 144 + 108
    found = price(*(line(code, quantity, minute=place) for place, (code, quantity) in enumerate(codes.items())))
    assert [each.points for each in found] == [150, 144, 106]
    assert found[2].ceiling_cut == 2
    assert found[2].scored == 45


def test_lines_after_the_ceiling_earn_nothing():
    codes = (FULL, VNEID, "e_payment_support", "outreach_session")
    quantities = (25, 40, 45, 1)
    assert (
        points(*(line(*pair, minute=place) for place, pair in enumerate(zip(codes, quantities, strict=True))))[3] == 0
    )


def test_half_past_midnight_on_sunday_in_vietnam_is_a_sunday_although_utc_says_saturday():
    day = local_day(datetime(2026, 3, 7, 17, 30, tzinfo=UTC), ZONE)
    assert day == SUNDAY
    assert points(line(VNEID, 37, day)) == [133]


def test_a_typical_week_of_an_average_team_is_worth_250_points():
    week = {VNEID: 21, FULL: 11, "e_payment_support": 33, "outreach_session": 1, POSTERS: 50}
    found = points(*(line(code, count, minute=place) for place, (code, count) in enumerate(week.items())))
    assert found == [75, 66, 79, 24, 6]
    assert sum(found) == 250


def test_on_one_day_each_kind_of_work_has_its_own_peak_and_late_work_has_none():
    plain = line(VNEID, 5, day=SATURDAY, minute=1)
    peak, late = (line(FULL, 5, day=SATURDAY, late=each, minute=2 + each) for each in (False, True))
    assert [each.percent for each in price(plain, peak, late)] == [100, 120, 100]


def test_several_peaks_on_one_day_give_the_highest_only():
    founding_sunday = date(2023, 3, 26)
    (found,) = price(line(VNEID, 10, founding_sunday), rules=DIGITAL_SUNDAY.rules)
    assert (found.percent, found.points) == (120, 36)


def test_founding_day_raises_shifts_and_outreach_on_a_weekday():
    assert points(line("service_point_shift", 2, date(2026, 3, 26))) == [36]
    assert points(line("green_sunday_day", 1, date(2026, 3, 26))) == [20]


def test_a_monthly_cap_fills_by_submission_across_days():
    later_day_sent_first = line("monthly_online_meeting", 1, date(2026, 3, 2), minute=0)
    earlier_day_sent_later = line("monthly_online_meeting", 1, date(2026, 3, 1), minute=60 * 24 * 3)
    next_month = line("monthly_online_meeting", 1, date(2026, 4, 1))
    assert points(earlier_day_sent_later, later_day_sent_first, next_month) == [0, 10, 10]


def test_equal_submission_times_are_ordered_by_report_id_then_position():
    lines = [
        line(VNEID, 30, report="b", position=0),
        line(VNEID, 30, report="a", position=1),
        line(VNEID, 30, report="a", position=0),
    ]
    assert [each.scored for each in price(*lines)] == [0, 10, 30]


def test_rules_differ_by_day():
    dearer = replace(RULES, activities=tuple(replace(each, points=10) for each in RULES.activities))

    def rules_for(day: date) -> RuleSet:
        return dearer if day >= MONDAY else RULES

    lines = [line(FULL, 2, SATURDAY), line(FULL, 2, MONDAY)]
    assert [each.points for each in worth(lines, rules_for).values()] == [12, 20]


@pytest.mark.parametrize("activity", RULES.activities, ids=lambda activity: activity.code)
def test_every_activity_scores_its_cap_and_no_more(activity):
    (found,) = price(line(activity.code, 10_000, MONDAY))
    assert found.scored == activity.cap * activity.block
    assert found.points == min(RULES.daily_ceiling, activity.cap * activity.points)


DAYS = [SATURDAY, SUNDAY, MONDAY]
CODES = [VNEID, FULL, POSTERS, "training_attendance", "monthly_online_meeting", "outreach_session"]


@st.composite
def groups(draw: st.DrawFn) -> list[Line]:
    count = draw(st.integers(0, 12))
    return [
        line(
            draw(st.sampled_from(CODES)),
            draw(st.integers(0, 200)),
            draw(st.sampled_from(DAYS)),
            minute=draw(st.integers(0, 4)),
            late=draw(st.booleans()),
            team_size=draw(st.integers(1, 20)),
            report=draw(st.sampled_from("abc")),
            position=place,
        )
        for place in range(count)
    ]


def rules_for(day: date) -> RuleSet:
    return RULES


@given(groups(), st.randoms(use_true_random=False))
def test_any_order_of_lines_gives_the_same_worth(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)
    assert worth(shuffled, rules_for) == worth(lines, rules_for)


@given(groups())
def test_caps_and_ceilings_hold_for_any_lines(lines):
    found = worth(lines, rules_for)
    for day in DAYS:
        assert sum(found[each.key].points for each in lines if each.activity_day == day) <= RULES.daily_ceiling
    for each in lines:
        price = found[each.key]
        assert 0 <= price.scored <= each.quantity
        assert 0 <= price.blocks_or_units <= price.cap_left_before <= price.cap
        assert price.points >= 0
        assert price.points + price.ceiling_cut == price.blocks_or_units * price.points_per_unit * price.percent // 100


@given(groups())
def test_a_line_of_nothing_is_worth_nothing(lines):
    empty = line(VNEID, 0, minute=99)
    assert worth([*lines, empty], rules_for)[empty.key].points == 0


def test_portal_accounts_are_not_offered_in_2026_but_were_in_2023():
    assert "dvc_account_guidance" not in {each.code for each in YOUTH_MONTH.rules.offered()}
    assert "dvc_account_guidance" in {each.code for each in DIGITAL_SUNDAY.rules.offered()}
