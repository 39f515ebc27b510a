"""Days of a rule file that may just meet, and the whole sentence where they do not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.rulebook.ruledays import IN_ORDER, calendar, deadlines, peaks
from app.rulebook.rulefile import parse
from app.rulebook.ruleplaces import Tables
from app.rulebook.rules import Peak
from tests.rulebook.cases import YOUTH_MONTH, read

GOOD = read("ttn2026-gia-lai.toml")
DAY, NEXT = date(2026, 3, 15), date(2026, 3, 16)
ALL_ON_IT = replace(YOUTH_MONTH, starts_on=DAY, ends_on=DAY, board_freeze_on=DAY, effective_from=DAY)
DATES = replace(YOUTH_MONTH.rules.deadlines, on_time_days=2, late_days=2, verify_hours=48, province_alert_hours=48)
EVERY_STEP: dict[str, Any] = dict.fromkeys(IN_ORDER, DAY)
SAME_DAY = replace(DATES, **EVERY_STEP)


def own_days(**changes):
    return list(calendar({"campaign": [(("campaign",), replace(ALL_ON_IT, **changes))]}, {}))


def steps(campaign=ALL_ON_IT, **changes):
    dates = replace(SAME_DAY, **changes)
    tables: Tables = {"deadlines": [(("deadlines",), dates)], "campaign": [(("campaign",), campaign)]}
    return list(deadlines(tables, {}))


def test_a_campaign_of_one_day_may_have_everything_on_it():
    assert own_days() == []
    assert steps() == []


def test_each_of_the_campaigns_own_days_is_refused_with_what_would_be_right():
    assert own_days(ends_on=DAY - timedelta(days=1), effective_from=None) == [
        (("campaign", "ends_on"), "kết thúc trước ngày bắt đầu; cần từ 15/03/2026 trở đi")
    ]
    assert own_days(board_freeze_on=DAY - timedelta(days=1)) == [
        (("campaign", "board_freeze_on"), "khóa bảng trước ngày bắt đầu; cần một ngày trong đợt thi đua")
    ]
    assert own_days(effective_from=DAY - timedelta(days=1)) == [
        (("campaign", "effective_from"), "có hiệu lực trước ngày bắt đầu; cần từ ngày bắt đầu trở đi")
    ]
    assert own_days(effective_from=NEXT) == [
        (("campaign", "effective_from"), "có hiệu lực sau ngày kết thúc; cần đến 15/03/2026 là muộn nhất")
    ]


def test_windows_that_contradict_each_other_are_refused_with_what_would_be_right():
    assert steps(late_days=1, province_alert_hours=47) == [
        (("deadlines", "late_days"), "cần ít nhất 2 ngày như on_time_days"),
        (("deadlines", "province_alert_hours"), "cần ít nhất 48 giờ như verify_hours"),
    ]


def test_a_step_before_the_one_it_follows_is_refused_with_that_ones_day():
    wrong = "sớm hơn provisional (16/03/2026); cần bằng hoặc muộn hơn"
    assert steps(provisional=NEXT) == [(("deadlines", "recheck_until"), wrong)]


def test_reports_close_on_the_last_day_at_the_earliest():
    assert steps(replace(ALL_ON_IT, ends_on=NEXT)) == [
        (
            ("deadlines", "reporting_closes"),
            "khóa nhận báo cáo trước ngày cuối của đợt thi đua; cần từ 16/03/2026",
        )
    ]


def test_the_board_freezes_on_the_day_of_the_announcement_at_the_latest():
    assert steps(replace(ALL_ON_IT, board_freeze_on=NEXT)) == [
        (("campaign", "board_freeze_on"), "khóa bảng sau ngày công bố; cần một ngày trước công bố")
    ]


@pytest.mark.parametrize(("later", "earlier"), [("2026-12-25", "12-25"), ("12-25", "2026-12-25"), ("friday", "friday")])
def test_two_peaks_of_one_day_name_all_activities_they_share(later, earlier):
    tables: Tables = {
        "peaks": [
            (("peaks", 0), Peak("monday", 120, ("a", "b", "c"))),
            (("peaks", 1), Peak(earlier, 120, ("a", "b", "c"))),
            (("peaks", 2), Peak(later, 150, ("d", "c", "b"))),
            (("peaks", 3), Peak("12-26", 150, ("d", "c", "b"))),
        ]
    }
    message = f"trùng ngày {earlier} của peaks[2] cho c, b; mỗi hoạt động một ngày chỉ có một hệ số"
    assert list(peaks(tables, {})) == [(("peaks", 2, "days"), message)]


def test_the_whole_file_may_have_its_freeze_on_the_announcement_and_all_steps_on_the_last_day():
    text = GOOD.replace("board_freeze_on = 2026-03-29", "board_freeze_on = 2026-03-31", 1)
    for name in IN_ORDER:
        day = getattr(YOUTH_MONTH.rules.deadlines, name)
        text = text.replace(f"{name} = {day.isoformat()}", f"{name} = 2026-03-31", 1)
    campaign, faults = parse(text)
    assert faults == []
    assert {getattr(campaign.rules.deadlines, name) for name in IN_ORDER} == {date(2026, 3, 31)}
