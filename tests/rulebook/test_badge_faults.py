"""A badge that nobody could reach, or that asks for two things at once, is refused in words that say what is right."""

from dataclasses import replace
from datetime import date

import pytest

from app.rulebook.badgechecks import faults
from app.rulebook.honours import Badge, BadgeLevel

MARCH = (date(2026, 3, 1), date(2026, 3, 31))  # five Sundays, the first day among them
OFFERED = {"vneid": True, "payment": True, "training": False}
GOOD = Badge(
    number=1,
    code="guide",
    name="Người dẫn đường số",
    name_en="Digital guide",
    metric="quantity",
    activities=("vneid",),
    minimum=0,
    unit_label="lượt",
    levels=(BadgeLevel("bronze", 100), BadgeLevel("gold", 900)),
    symbol="compass",
    tied_to="",
    active=True,
)
SWITCHED_OFF = "mọi hoạt động của huy hiệu đang tắt nên không đội nào đạt được; bật hoạt động hoặc tắt huy hiệu"
WHOLE = "huy hiệu của người thẩm định tính mọi báo cáo của đợt; bỏ trống ô này"
OUTSIDE = "không có ngày nào của đợt thi đua nằm trong khoảng này"


def told(span=MARCH, **changes):
    return list(faults(replace(GOOD, **changes), span, OFFERED))


def too_high(threshold, **changes):
    return told(levels=(BadgeLevel("bronze", 1), BadgeLevel("gold", threshold)), **changes)


def test_a_badge_within_reach_is_not_refused():
    assert told() == []
    assert told(span=None) == []


@pytest.mark.parametrize("metric", ["quantity", "activity_days", "trained_pct", "months_met"])
def test_what_is_counted_by_activities_names_some(metric):
    said = [("activities", f"cách đo {metric} cần ít nhất một hoạt động")]
    assert told(span=None, metric=metric, activities=()) == said


def test_of_its_activities_one_at_least_is_switched_on():
    assert told(activities=("training",)) == [("activities", SWITCHED_OFF)]
    assert told(activities=("training", "vneid")) == []
    assert told(activities=("training",), active=False) == []
    assert told(activities=("known_to_nobody",)) == []


def test_a_badge_for_targets_names_them():
    said = ("targets", "cách đo targets_reached cần ít nhất một chỉ tiêu")
    assert told(span=None, metric="targets_reached") == [said]
    assert told(span=None, metric="targets_reached", targets=("accounts",)) == []


def test_a_members_badge_follows_every_decision():
    said = "huy hiệu của thành viên theo ngay từng quyết định thẩm định; cần decision"
    assert told(span=None, metric="sessions_attended", awarded="week") == [("awarded", said)]


def test_a_verifiers_badge_is_about_all_their_work():
    everything = {"weekdays": ("sunday",), "first_day": MARCH[0], "last_day": MARCH[1], "awarded": "week"}
    assert told(span=None, metric="appraised_in_time", **everything) == [
        ("activities", WHOLE),
        ("weekdays", WHOLE),
        ("first_day", WHOLE),
        ("awarded", "huy hiệu của người thẩm định xét cùng bảng thống kê; cần decision"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2026, 3, 8), None, ("last_day", "khoảng ngày không có ngày kết thúc; ghi thêm last_day")),
        (None, (2026, 3, 8), ("first_day", "khoảng ngày không có ngày bắt đầu; ghi thêm first_day")),
        ((2026, 3, 8), (2026, 3, 7), ("last_day", "kết thúc trước ngày bắt đầu; cần từ 08/03/2026 trở đi")),
        ((2026, 4, 1), (2026, 4, 30), ("first_day", OUTSIDE)),
        ((2026, 3, 8), (2026, 3, 8), None),
        ((2026, 3, 31), (2026, 4, 30), None),
    ],
)
def test_a_window_has_both_its_ends_in_order_and_touches_the_campaign(first, last, said):
    window = {"first_day": first and date(*first), "last_day": last and date(*last)}
    assert told(**window) == ([said] if said else [])


def test_weekdays_that_a_short_campaign_does_not_have_are_named():
    assert told(span=(date(2026, 3, 2), date(2026, 3, 7)), weekdays=("sunday",)) == [("weekdays", OUTSIDE)]


@pytest.mark.parametrize(
    ("most", "changes"),
    [
        (1, {"metric": "months_met"}),
        (2, {"metric": "targets_reached", "targets": ("accounts", "teams")}),
        (5, {"metric": "sunday_streak"}),
        (5, {"metric": "sundays_attended"}),
        (1, {"metric": "work_kinds"}),
        (2, {"metric": "work_kinds", "activities": ()}),
        (31, {"metric": "days"}),
        (62, {"metric": "activity_days", "activities": ("vneid", "payment")}),
        (7, {"metric": "days", "first_day": date(2026, 3, 25), "last_day": date(2026, 4, 25)}),
        (
            2,
            {
                "metric": "days",
                "first_day": date(2026, 3, 25),
                "last_day": date(2026, 4, 25),
                "weekdays": ("sunday", "monday"),
            },
        ),
    ],
)
def test_a_level_that_the_calendar_does_not_allow_is_named_with_the_most_it_allows(most, changes):
    assert too_high(most, **changes) == []
    said = f"mức cao nhất là {most + 1} nhưng trong đợt thi đua chỉ đạt được nhiều nhất {most}"
    assert too_high(most + 1, **changes) == [("levels", said)]


def test_no_percentage_is_above_a_hundred_and_only_work_bounds_the_rest():
    assert too_high(100, metric="trained_pct") == []
    assert too_high(101, metric="trained_pct") == [("levels", "ngưỡng phần trăm không quá 100; đang là 101")]
    assert too_high(1_000_000) == []
