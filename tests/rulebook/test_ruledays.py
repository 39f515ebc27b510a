"""Days of a rule file that contradict each other are refused whole, each with its line."""

import pytest

from app.rulebook.rulefile import parse
from tests.rulebook.cases import read

GOOD = read("ttn2026-gia-lai.toml")
NEW_PEAK = '[[peaks]]\ndays = "{days}"\npercent = 150\nactivities = ["{activity}"]\n'


def faults_of(text):
    campaign, faults = parse(text)
    assert (campaign is None) == bool(faults)
    return [(text.splitlines()[fault.row - 1], fault.column, fault.message) for fault in faults]


@pytest.mark.parametrize("days", ["sunday", "03-26", "2026-03-26"])
def test_two_peaks_of_one_day_for_one_activity_are_refused(days):
    [(line, column, message)] = faults_of(GOOD + "\n" + NEW_PEAK.format(days=days, activity="vneid_level2_support"))
    assert (line, column) == (f'days = "{days}"', "peaks[4].days")
    assert "vneid_level2_support" in message
    assert f"peaks[{1 if days == 'sunday' else 3}]" in message


@pytest.mark.parametrize(
    ("days", "activity"),
    [
        ("sunday", "green_sunday_day"),
        ("2026-03-29", "vneid_level2_support"),
        ("monday", "vneid_level2_support"),
        ("2026-03-27", "vneid_level2_support"),
        ("03-27", "vneid_level2_support"),
    ],
)
def test_peaks_of_other_days_or_other_activities_may_meet(days, activity):
    assert faults_of(GOOD + "\n" + NEW_PEAK.format(days=days, activity=activity)) == []


@pytest.mark.parametrize(
    ("old", "new", "column", "says"),
    [
        ("[campaign]", "[campaign]\neffective_from = 2026-02-28", "campaign.effective_from", "trước ngày bắt đầu"),
        ("[campaign]", "[campaign]\neffective_from = 2026-04-01", "campaign.effective_from", "31/03/2026"),
        ("province_alert_hours = 72", "province_alert_hours = 47", "deadlines.province_alert_hours", "48 giờ"),
        ("decision = 2026-04-13", "decision = 2026-04-10", "deadlines.decision", "council"),
        ("late_days = 5", "late_days = 1", "deadlines.late_days", "2 ngày"),
    ],
)
def test_days_out_of_order_are_named_with_what_would_be_right(old, new, column, says):
    [(line, found, message)] = faults_of(GOOD.replace(old, new, 1))
    assert (line, found) == (new.splitlines()[-1], column)
    assert says in message


@pytest.mark.parametrize("new", ["effective_from = 2026-03-01", "effective_from = 2026-03-31"])
def test_the_campaigns_own_first_and_last_day_may_be_named(new):
    assert faults_of(GOOD.replace("[campaign]", f"[campaign]\n{new}", 1)) == []


def test_the_bounds_of_windows_may_be_equal():
    text = GOOD.replace("province_alert_hours = 72", "province_alert_hours = 48").replace(
        "late_days = 5", "late_days = 2"
    )
    assert faults_of(text) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("a" + ".a" * 50_000 + " = 1", "quá nhiều dấu chấm"),
        ('[x."' + '"."'.join("abcdefghijklmnopqrstuv") + '"]', "quá nhiều dấu chấm"),
        ("points = " + "9" * 5_000, "số quá dài"),
        ("points = 0x" + "f" * 5_000, "số quá dài"),
    ],
)
def test_what_would_cost_the_parser_dearly_is_refused_at_its_line(line, says):
    text = f"# một\n# hai\n{line}"
    campaign, faults = parse(text)
    assert campaign is None
    assert [(fault.row, says in fault.message) for fault in faults] == [(3, True)]


def test_a_long_text_with_dots_and_digits_is_let_through():
    text = GOOD.replace('note = ""', "")
    sentence = "Xem mục 1.2.3.4.5 v.v. " * 40
    assert faults_of(text.replace("[campaign]", f'[campaign]\ntheme = "{sentence[:290]}"', 1)) == []
