"""The campaign files that ship are the competition of the domain dossier, number for number."""

from datetime import date, timedelta

import pytest

from app.rulebook.rulefile import dump_rules, load_rules, parse
from tests.rulebook.cases import DIGITAL_SUNDAY, FILES, YOUTH_MONTH

BOTH = pytest.mark.parametrize("campaign", [YOUTH_MONTH, DIGITAL_SUNDAY], ids=lambda campaign: campaign.code)

EIGHTEEN = """
vneid_level2_support account 3 40
dvc_account_guidance account 2 40
account_data_update_support instance 2 30
dvc_partial_support dossier 4 25
dvc_full_support dossier 5 25
e_payment_support account 2 50
e_commerce_support household 4 15
e_health_record_support person 2 40
digital_platform_support instance 1 40
outreach_session session 20 2
poster_distribution block_50 5 4
public_service_culture_outreach session 15 1
service_point_shift shift 15 2
green_sunday_day session 20 1
volunteer_saturday_day session 20 1
civilized_city_day session 20 1
training_attendance member_attendance 2 8
monthly_online_meeting session 10 1
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_file_has_no_fault_and_survives_storing(path):
    campaign, faults = parse(path.read_text(encoding="utf-8"))
    assert faults == []
    assert campaign is not None
    stored = dump_rules(campaign.rules)
    assert load_rules(stored) == campaign.rules
    assert dump_rules(load_rules(stored)) == stored


@BOTH
def test_the_eighteen_activities_have_their_points_and_caps(campaign):
    shown = [f"{each.code} {each.unit} {each.points} {each.cap}" for each in campaign.rules.activities[:18]]
    assert shown == EIGHTEEN.split("\n")[1:-1]


@BOTH
def test_the_three_optional_activities_are_off(campaign):
    optional = campaign.rules.activities[18:]
    assert [each.code for each in optional] == [
        "digital_signature_support",
        "digital_literacy_class",
        "creative_model",
    ]
    assert not any(each.on for each in optional)


@BOTH
def test_every_definition_is_a_sentence(campaign):
    assert all(each.definition.endswith(".") for each in (*campaign.rules.activities, *campaign.rules.headlines))


@BOTH
def test_training_and_meetings_are_recorded_by_the_organiser(campaign):
    ours = {each.code for each in campaign.rules.activities if each.on and each.reported_by == "organiser"}
    assert ours == {"training_attendance", "monthly_online_meeting"}


@BOTH
def test_deadlines_keep_their_distance_from_the_last_day(campaign):
    dates = campaign.rules.deadlines
    after = (
        dates.reporting_closes,
        dates.verification_closes,
        dates.provisional,
        dates.recheck_until,
        dates.recheck_answered,
        dates.council,
        dates.decision,
        dates.announcement,
    )
    assert [(day - campaign.ends_on).days for day in after] == [2, 4, 5, 8, 10, 11, 13, 14]
    assert campaign.board_freeze_on == campaign.ends_on - timedelta(days=2)


def test_youth_month_is_held_by_gia_lai_in_five_clusters():
    assert (YOUTH_MONTH.code, YOUTH_MONTH.unit_code) == ("TTN2026", "T52")
    assert (YOUTH_MONTH.starts_on, YOUTH_MONTH.ends_on) == (date(2026, 3, 1), date(2026, 3, 31))
    codes = [cluster.code for cluster in YOUTH_MONTH.clusters]
    assert codes == ["phuong", "xa-dong-bang", "xa-mien-nui", "truong-hoc", "co-quan-doanh-nghiep"]


def test_digital_sunday_was_held_by_binh_dinh_in_three_clusters():
    assert (DIGITAL_SUNDAY.code, DIGITAL_SUNDAY.unit_code) == ("CNS2023", "L52")
    assert (DIGITAL_SUNDAY.starts_on, DIGITAL_SUNDAY.ends_on) == (date(2023, 2, 26), date(2023, 12, 31))
    assert [cluster.code for cluster in DIGITAL_SUNDAY.clusters] == ["phuong", "xa-dong-bang", "xa-mien-nui"]
    assert "không công bố xếp hạng" in DIGITAL_SUNDAY.ranking_note


def test_the_seed_figures_of_2023_are_sums_of_these_activities():
    assert [each.activities for each in DIGITAL_SUNDAY.rules.headlines] == [
        ("dvc_account_guidance", "vneid_level2_support"),
        ("dvc_partial_support", "dvc_full_support"),
        ("e_payment_support",),
    ]


@BOTH
def test_nothing_in_a_shipped_file_calls_itself_illustrative(campaign):
    assert campaign.note == ""
