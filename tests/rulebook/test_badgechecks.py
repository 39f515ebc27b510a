"""A badge that nobody could reach, or nobody could read, is refused in words an officer understands."""

from dataclasses import replace
from datetime import date

import pytest

from app.rulebook.badgechecks import faults
from app.rulebook.honours import BadgeLevel
from tests.rulebook.cases import RULES

MARCH = date(2026, 3, 1), date(2026, 3, 31)  # 31 days, five Sundays
MON_TO_SAT = date(2026, 3, 2), date(2026, 3, 7)
OFFERED = {"vneid": True, "poster": True, "portal": False}
WORK = next(each for each in RULES.badges if each.code == "first_deployment")
VERIFIERS = "huy hiệu của người thẩm định tính mọi báo cáo của đợt; bỏ trống ô này"


def found(span=MARCH, top=1, **changes):
    return list(faults(replace(WORK, levels=(BadgeLevel("gold", top),), **changes), span, OFFERED))


def test_a_badge_that_can_be_understood_and_reached_has_no_fault():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"metric": "quantity"}, ("activities", "cách đo quantity cần ít nhất một hoạt động")),
        (
            {"metric": "quantity", "activities": ("portal",)},
            (
                "activities",
                "mọi hoạt động của huy hiệu đang tắt nên không đội nào đạt được; bật hoạt động hoặc tắt huy hiệu",
            ),
        ),
        ({"metric": "targets_reached", "top": 0}, ("targets", "cách đo targets_reached cần ít nhất một chỉ tiêu")),
        (
            {"metric": "sessions_attended", "awarded": "week"},
            ("awarded", "huy hiệu của thành viên theo ngay từng quyết định thẩm định; cần decision"),
        ),
        (
            {"metric": "appraised_in_time", "awarded": "week"},
            ("awarded", "huy hiệu của người thẩm định xét cùng bảng thống kê; cần decision"),
        ),
        ({"metric": "appraised_in_time", "activities": ("vneid",)}, ("activities", VERIFIERS)),
        ({"metric": "appraised_in_time", "weekdays": ("sunday",)}, ("weekdays", VERIFIERS)),
    ],
)
def test_what_a_badge_asks_must_make_sense(changes, fault):
    assert found(**changes) == [fault]


@pytest.mark.parametrize(
    "changes",
    [
        {"metric": "quantity", "activities": ("portal", "vneid")},
        {"metric": "quantity", "activities": ("portal",), "active": False},
        {"metric": "quantity", "activities": ("of an older version",)},
        {"metric": "targets_reached", "targets": ("accounts",)},
        {"metric": "reports", "awarded": "week"},
    ],
)
def test_what_makes_sense_is_let_through(changes):
    assert found(**changes) == []


def test_a_verifiers_badge_with_a_window_is_told_of_its_first_day():
    window = {"first_day": date(2026, 3, 5), "last_day": date(2026, 3, 9)}
    assert found(metric="appraised_in_time", **window) == [("first_day", VERIFIERS)]


NO_DAY = "không có ngày nào của đợt thi đua nằm trong khoảng này"


@pytest.mark.parametrize(
    ("first", "last", "weekdays", "span", "expected"),
    [
        (5, None, (), MARCH, [("last_day", "khoảng ngày không có ngày kết thúc; ghi thêm last_day")]),
        (None, 5, (), MARCH, [("first_day", "khoảng ngày không có ngày bắt đầu; ghi thêm first_day")]),
        (8, 7, (), MARCH, [("last_day", "kết thúc trước ngày bắt đầu; cần từ 08/03/2026 trở đi")]),
        (7, 7, (), MARCH, []),
        (7, 8, (), MARCH, []),
        (9, 14, (), MON_TO_SAT, [("first_day", NO_DAY)]),
        (9, 14, (), None, []),
        (None, None, ("sunday",), MON_TO_SAT, [("weekdays", NO_DAY)]),
        (2, 7, ("sunday",), MARCH, [("first_day", NO_DAY)]),
        (None, None, ("sunday",), MARCH, []),
    ],
)
def test_a_window_has_both_ends_in_order_and_touches_the_campaign(first, last, weekdays, span, expected):
    first_day, last_day = (date(2026, 3, each) if each else None for each in (first, last))
    assert found(span, first_day=first_day, last_day=last_day, weekdays=weekdays) == expected


@pytest.mark.parametrize(
    ("metric", "most", "changes"),
    [
        ("months_met", 1, {"activities": ("vneid",)}),
        ("targets_reached", 2, {"targets": ("accounts", "dossiers")}),
        ("sunday_streak", 5, {}),
        ("sundays_attended", 5, {}),
        ("work_kinds", 2, {}),  # as many as are offered
        ("work_kinds", 3, {"activities": ("vneid", "poster", "portal")}),
        ("days", 31, {}),
        ("days", 9, {"weekdays": ("saturday", "sunday")}),
        ("days", 3, {"first_day": date(2026, 3, 29), "last_day": date(2026, 4, 30)}),
        ("activity_days", 62, {"activities": ("vneid", "poster")}),
    ],
)
def test_the_highest_level_may_ask_for_all_that_can_be_had_and_no_more(metric, most, changes):
    assert found(metric=metric, top=most, **changes) == []
    told = f"mức cao nhất là {most + 1} nhưng trong đợt thi đua chỉ đạt được nhiều nhất {most}"
    assert found(metric=metric, top=most + 1, **changes) == [("levels", told)]


def test_a_percentage_ends_at_a_hundred_and_sheer_work_nowhere():
    assert found(metric="on_time_pct", top=100) == []
    assert found(metric="on_time_pct", top=101) == [("levels", "ngưỡng phần trăm không quá 100; đang là 101")]
    assert found(metric="reports", top=100_000) == []


def test_without_the_campaigns_days_no_level_is_out_of_reach():
    assert found(None, metric="days", top=1000) == []
