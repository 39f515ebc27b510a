"""The edges between two answers, each from both sides."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest

from app.rulebook import chain, gatherings, logins, numbers, phases, prizes, ranking, rulefile, text
from app.rulebook.badges import levels_reached, progress
from app.rulebook.deadlines import local_day
from app.rulebook.facts import TeamFacts
from app.rulebook.presence import Presence, clash
from app.rulebook.rulechecks import did_you_mean
from app.rulebook.rules import Eligibility, Exclusion
from tests.rulebook.cases import CALENDAR, MONDAY, RULES, SUNDAY, line, price

BADGES = {each.code: each for each in RULES.badges}


def test_percentages_and_averages_keep_as_many_decimals_as_asked_and_no_trailing_zeros():
    assert numbers.show_percent(1, 3, 2) == "33,33%"
    assert numbers.show_percent(1, 3, 0) == "33%"
    assert numbers.show_percent(1, 3, 3) == "33,333%"
    assert numbers.show_percent(1, 16, 3) == "6,25%"
    assert numbers.show_percent(1, 1, 2) == "100%"
    assert numbers.show_percent(1, 0) == "–"
    assert numbers.show_percent(5000, 1) == "500.000%"
    assert numbers.show_average(Fraction(1, 3), 2) == "0,33"
    assert numbers.show_average(Fraction(10, 3), 0) == "3"
    assert numbers.show_average(Fraction(101, 100), 3) == "1,01"
    assert numbers.show_average(Fraction(2000), 2) == "2.000"


def test_a_daily_cap_is_each_days_own_and_a_monthly_one_the_months():
    found = price(line("vneid_level2_support", 40, day=SUNDAY), line("vneid_level2_support", 40, day=MONDAY))
    assert [each.scored for each in found] == [40, 40]


def test_a_training_counts_at_most_the_team_that_its_days_first_report_names():
    early = line("training_attendance", 8, day=SUNDAY, team_size=6, minute=1)
    late = line("training_attendance", 8, day=SUNDAY, team_size=9, minute=2)
    assert [each.scored for each in price(late, early)] in ([0, 6], [6, 0])


def test_what_is_missing_for_a_badge_is_never_less_than_nothing_and_rounded_up():
    guide = BADGES["vneid_guide"]
    assert progress(guide, TeamFacts(quantities={"vneid_level2_support": 24})).missing == 1
    assert progress(guide, TeamFacts(quantities={"vneid_level2_support": 20})).missing == 5
    assert progress(guide, TeamFacts(quantities={"vneid_level2_support": 500})).missing == 0
    streak = BADGES["digital_sunday_streak"]
    assert progress(streak, TeamFacts(sundays_deployed=1, sundays_total=3)).missing == 17
    assert progress(streak, TeamFacts(sundays_deployed=1, sundays_total=3)).value == 33


def test_a_share_of_nothing_is_nothing_and_of_one_is_whole():
    streak = BADGES["digital_sunday_streak"]
    assert levels_reached(streak, TeamFacts(sundays_deployed=0, sundays_total=0)) == ()
    assert levels_reached(streak, TeamFacts(sundays_deployed=1, sundays_total=1)) == ("bronze", "silver", "gold")
    assert levels_reached(streak, TeamFacts(sundays_deployed=2, sundays_total=0)) == ()


def test_nobody_trained_is_nobody():
    assert TeamFacts(team_size=8).members_trained(()) == 0
    assert TeamFacts(team_size=8).members_trained(("training_attendance",)) == 0


def test_eligibility_is_met_exactly_at_its_share():
    wanted = Eligibility(min_sundays=1, min_on_time_pct=80, min_verified_pct=70)
    met = TeamFacts(sundays_deployed=1, on_time=4, decided=5, verified=7, claimed=10)
    assert prizes.unmet(met, wanted) == ()
    assert prizes.unmet(replace(met, on_time=79, decided=100), wanted) == ("on_time",)
    assert prizes.unmet(replace(met, verified=699, claimed=1000), wanted) == ("verified",)
    assert prizes.unmet(TeamFacts(sundays_deployed=1, on_time=1, decided=1, verified=1, claimed=1), wanted) == ()


def test_ranks_follow_the_tie_breaks_that_were_asked_for():
    first = ranking.Row("a", "a", 5, ranking.TieFacts(sundays=1, dossiers=9))
    second = ranking.Row("b", "b", 5, ranking.TieFacts(sundays=2, dossiers=1))
    assert [each.row.code for each in ranking.rank([first, second], ("dossiers",))] == ["a", "b"]
    assert [each.row.code for each in ranking.rank([first, second], ("sundays_deployed",))] == ["b", "a"]
    assert [each.shared for each in ranking.rank([second, first], ())] == [True, True]


def test_no_recheck_is_taken_once_the_results_are_final():
    inside = datetime.combine(CALENDAR.deadlines.recheck_until, datetime.min.time(), tzinfo=UTC)
    assert phases.phase(CALENDAR, (), inside) == "recheck"
    assert phases.phase(CALENDAR, ("close", "finalise"), inside) == "provisional"


def test_decisions_open_at_the_first_instant_of_the_first_day():
    begins = datetime.combine(CALENDAR.starts_on, datetime.min.time(), tzinfo=timezone(timedelta(hours=7)))
    assert phases.decisions_open(CALENDAR, (), begins)
    assert not phases.decisions_open(CALENDAR, (), begins - timedelta(microseconds=1))


def test_an_address_with_two_dots_in_a_row_is_none():
    assert logins.canonical("a..b@c.vn") is None
    assert logins.canonical("a.b@c.vn") == ("email", "a.b@c.vn")


def test_a_meeting_counts_its_cap_in_blocks_and_a_training_its_team():
    by_code = {each.code: each for each in gatherings.gatherings(RULES)}
    assert gatherings.most(by_code["training_attendance"], 6) == 6
    meeting = by_code["monthly_online_meeting"]
    assert gatherings.most(replace(meeting, cap=2, block=3), 6) == 6
    assert gatherings.most(replace(meeting, cap=1, block=1), 6) == 1


def test_an_instant_without_its_zone_is_refused_in_words():
    with pytest.raises(ValueError, match=r"^an instant needs its time zone$"):
        local_day(datetime(2026, 3, 15), "Asia/Ho_Chi_Minh")


def test_the_chain_keeps_real_letters_and_utc_whatever_the_machines_zone(monkeypatch):
    assert chain.compact({"a": "Đ"}) == '{"a":"Đ"}'
    at = datetime(2026, 3, 15, 20, 30, tzinfo=timezone(timedelta(hours=7)))
    assert chain.instant(at) == "2026-03-15T13:30:00.000000Z"


def test_presence_excludes_only_what_overlaps():
    rules = (Exclusion(("green",), ("unit",)), Exclusion(("green", "shift")))
    mine = Presence(frozenset({"green"}), frozenset({1}), 480, 600)
    apart = Presence(frozenset({"unit", "shift"}), frozenset({1}), 600, 700)
    beside = Presence(frozenset({"unit"}), frozenset({1}), 599, 700)
    assert clash(mine, [apart], rules) is None
    assert clash(mine, [beside], rules) == ("green", "unit")
    assert clash(
        replace(mine, activities=frozenset({"unit"})), [replace(beside, activities=frozenset({"green"}))], rules
    ) == ("unit", "green")
    assert clash(mine, [], rules) is None


def test_marks_are_seen_on_both_letters_d():
    assert text.has_marks("đ")
    assert text.has_marks("Đ")
    assert text.has_marks("á")
    assert not text.has_marks("dXx")


def test_the_day_after_a_day_is_not_it():
    assert local_day(datetime(2026, 3, 7, 17, tzinfo=UTC), "Asia/Ho_Chi_Minh") == date(2026, 3, 8)


@pytest.mark.parametrize(
    ("text", "row"),
    [("a = 1\n\nb = ?\n", 3), ("a = 1\nb = ", 2), ("", 1), ('a = "(at line 9, column 1)" x\n', 1)],
)
def test_a_file_that_is_no_toml_names_its_line(text, row):
    found, faults = rulefile.parse(text)
    assert found is None
    if text:
        [fault] = faults
        assert (fault.row, fault.column) == (row, "")
        assert fault.message.startswith("không đúng cú pháp TOML (")
        assert fault.message.endswith("); sửa dòng này rồi nạp lại")


def test_the_nearest_spelling_is_one_and_only_when_it_is_near():
    assert did_you_mean("pointz", ["points", "pointy"]) in ("; có phải “points”?", "; có phải “pointy”?")
    assert did_you_mean("points", ["xyz"]) == ""


def test_one_team_alone_reaches_a_target_of_its_own():
    found = ranking.rank([ranking.Row("a", "a", 1, ranking.TieFacts())], ())
    assert [(each.rank, each.shared) for each in found] == [(1, False)]


def test_every_kind_of_line_end_becomes_one_and_the_edges_are_trimmed():
    assert text.clean("a\r\nb") == "a\nb"
    assert text.clean("a\rb") == "a\nb"
    assert text.clean("\n\na\n\n\n\nb\n\n") == "a\n\nb"
    assert text.clean("\r\na\r\r\n") == "a"
    assert text.clean("XXaXX") == "XXaXX"


def test_an_average_keeps_the_zeros_within_it():
    assert numbers.show_average(Fraction(205, 100), 2) == "2,05"
    assert numbers.show_average(Fraction(25, 10), 2) == "2,5"
    assert numbers.show_percent(205, 10000, 2) == "2,05%"
    assert numbers.show_percent(1, 40, 2) == "2,5%"


def test_a_monthly_cap_by_team_size_counts_the_months_first_report():
    monthly = replace(RULES.by_code["training_attendance"], cap_period="month")
    others = tuple(each for each in RULES.activities if each.code != monthly.code)
    rules = replace(RULES, activities=(*others, monthly))
    first = line("training_attendance", 9, day=SUNDAY, team_size=5)
    second = line("training_attendance", 9, day=MONDAY, team_size=9)
    found = price(first, second, rules=rules)
    assert [each.scored for each in found] == [5, 0]
    assert [each.cap for each in found] == [5, 5]
