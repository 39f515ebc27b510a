"""Digital Sunday 2023: the province's published totals come out of any draw, spread plausibly."""

from collections import Counter, defaultdict
from random import Random

import pytest

from app.demo import digital_sunday
from app.demo.plans import ReportPlan
from app.rulebook.deadlines import end_of, lateness
from app.rulebook.rulefile import parse

FILE, _ = parse(digital_sunday.FILE.read_text(encoding="utf-8"))


def reports_of(seed: int) -> list[ReportPlan]:
    season = digital_sunday.plan(Random(seed))
    return [report for sitting in season.sittings for report in sitting.reports]


def verified(reports: list[ReportPlan]) -> Counter[str]:
    found: Counter[str] = Counter()
    for report in reports:
        for line in report.lines:
            found[line.code] += line.verified or 0
    return found


@pytest.mark.parametrize("seed", [1, 2023, 26031931])
def test_the_three_published_totals_are_exact(seed):
    found = verified(reports_of(seed))
    assert found["dvc_account_guidance"] + found["vneid_level2_support"] == 150_895
    assert found["dvc_partial_support"] + found["dvc_full_support"] == 81_943
    assert found["e_payment_support"] == 234_216


def test_every_line_is_plausible_and_no_activity_stands_twice_in_a_report():
    for report in reports_of(7):
        codes = [line.code for line in report.lines]
        assert len(set(codes)) == len(codes)
        for line in report.lines:
            assert 1 <= line.claimed <= 250
            assert line.verified is None or 1 <= line.verified <= line.claimed
            assert bool(line.reason) == (line.verified != line.claimed)


def test_a_report_is_late_exactly_when_the_rules_say_so_and_decided_before_verification_closes():
    season = digital_sunday.plan(Random(3))
    rules, zone = FILE.rules, FILE.zone
    for sitting in season.sittings:
        assert sitting.moment < end_of(rules.deadlines.verification_closes, zone)
        for report in sitting.reports:
            judged = lateness(report.submitted_at, report.day, rules.deadlines, zone)
            assert judged == ("late" if report.late else "on_time")
            assert report.submitted_at < sitting.moment


def test_one_team_a_commune_in_the_three_clusters_most_of_them_out_on_most_sundays():
    season = digital_sunday.plan(Random(3))
    clusters = Counter(team.cluster_code for team in season.teams)
    assert clusters == {"phuong": 40, "xa-dong-bang": 91, "xa-mien-nui": 24}
    names = {team.code: team.name for team in season.teams}
    assert len(set(names)) == 155
    assert names["BD-21553"] == "Tổ công nghệ số thanh niên – phường Nhơn Phú"
    days = defaultdict(set)
    for report in reports_of(3):
        days[report.team_code].add(report.day)
    assert {day.weekday() for found in days.values() for day in found} == {6}
    assert sum(len(found) for found in days.values()) > 0.9 * 155 * 45
    assert any(len(found) < 40 for found in days.values())


def test_a_smaller_season_has_its_part_of_the_totals():
    season = digital_sunday.plan(Random(3), communes=12, weeks=4)
    assert len(season.teams) == 12
    found = verified([report for sitting in season.sittings for report in sitting.reports])
    assert found["e_payment_support"] == int(234_216 * (12 * 4 / 155 / 45))
