import pytest

from app.rulebook.rulefile import parse
from app.rulebook.rules import RuleSet
from app.rulebook.ruletables import SECTIONS
from tests.rulebook.cases import read

GOOD = read("ttn2026-gia-lai.toml")


def faults_after(old: str, new: str) -> list[tuple[str, str]]:
    """What is wrong once `old` reads `new`, as (column, message); the line must be the changed one."""
    assert old in GOOD
    changed = GOOD.replace(old, new, 1)
    campaign, faults = parse(changed)
    assert campaign is None
    assert faults
    return [(fault.column, fault.message) for fault in faults]


ONE_FAULT = [
    ("points = 3", "points = -3", "activities[1].points", "từ 0 đến 1000"),
    ("points = 3", "points = 3.5", "activities[1].points", "số nguyên"),
    ("points = 3", "points = true", "activities[1].points", "số nguyên"),
    ("points = 3", 'points = "3"', "activities[1].points", "số nguyên"),
    ("cap = 40", "cap = 0", "activities[1].cap", "từ 1 đến 10000"),
    ("points = 3", "pionts = 3\npoints = 3", "activities[1].pionts", "có phải “points”"),
    ("points = 3\n", "", "activities[1].points", "thiếu mục này"),
    ('code = "dvc_full_support"', 'code = "dvc_partial_support"', "activities[5].code", "chỉ dùng một lần"),
    ('zone = "Asia/Ho_Chi_Minh"', 'zone = "Asia/Saigon City"', "campaign.zone", "Asia/Ho_Chi_Minh"),
    ('zone = "Asia/Ho_Chi_Minh"', 'zone = "../../etc/passwd"', "campaign.zone", "Asia/Ho_Chi_Minh"),
    ('zone = "Asia/Ho_Chi_Minh"', "zone = 7", "campaign.zone", "Asia/Ho_Chi_Minh"),
    ("ends_on = 2026-03-31", "ends_on = 2026-02-28", "campaign.ends_on", "01/03/2026"),
    ("ends_on = 2026-03-31", "ends_on = 2026-04-03", "deadlines.reporting_closes", "03/04/2026"),
    ("starts_on = 2026-03-01", 'starts_on = "01/03/2026"', "campaign.starts_on", "2026-03-31"),
    ("starts_on = 2026-03-01", "starts_on = 2026-03-01T00:00:00", "campaign.starts_on", "không phải ngày"),
    ("board_freeze_on = 2026-03-29", "board_freeze_on = 2026-04-20", "campaign.board_freeze_on", "công bố"),
    ("council = 2026-04-11", "council = 2026-04-09", "deadlines.council", "recheck_answered"),
    ("late_days = 5", "late_days = 1", "deadlines.late_days", "ít nhất 2"),
    ('metric = "reports"', 'metric = "report"', "badges[1].metric", "reports"),
    (
        'unit_label = "buổi"\nlevels = { bronze = 3, silver = 6',
        'unit_label = "buổi"\nawarded = "week"\nlevels = { bronze = 3, silver = 6',
        "badges[27].awarded",
        "cần decision",
    ),
    ("silver = 4, gold = 5", "silver = 4, gold = 6", "badges[28].levels", "nhiều nhất 5"),
    (
        'metric = "sessions_attended"',
        'metric = "work_kinds"\nactivities = ["vneid_level2_support", "dvc_full_support"]',
        "badges[27].levels",
        "nhiều nhất 2",
    ),
    ("bronze = 25, silver = 100", "bronze = 100, silver = 25", "badges[4].levels", "tăng dần"),
    ("bronze = 25, silver = 100", "silver = 25, bronze = 100", "badges[4].levels", "thứ tự"),
    ("silver = 75, gold = 100", "silver = 75, gold = 101", "badges[2].levels", "không quá 100"),
    ('metric = "reports"', 'metric = "quantity"', "badges[1].activities", "ít nhất một hoạt động"),
    ('days = "saturday"', 'days = "funday"', "peaks[2].days", "sunday"),
    ('days = "03-26"', 'days = "26-03"', "peaks[3].days", "03-26"),
    ("percent = 120", "percent = 12", "peaks[1].percent", "từ 100 đến 300"),
    (
        "rates = { vneid_level2_support",
        "rates = { vneid_level3_support",
        "flags.rates",
        "vneid_level2_support",
    ),
    ("weights = { photo_near", "weights = { photo_naer", "flags.weights", "có phải “photo_near”"),
    ("loud = 50", "loud = 0", "flags.loud", "từ 1 đến 10000"),
    ("photo_distance = 8", "photo_distance = 12", "flags.photo_distance", "từ 0 đến 11"),
    ("counts = { first = 1", "counts = { fist = 1", "prize_scales[1].counts", "có phải “first”"),
    ('shape = "percent"\nvalue = 100', 'shape = "percent"\nvalue = 120', "targets[1].value", "không quá 100"),
    ('evidence = ["tally+site_photo"]', 'evidence = ["photo"]', "activities[1].evidence", "site_photo"),
    ('evidence = ["tally+site_photo"]', "evidence = []", "activities[1].evidence", "ít nhất 1"),
    ('kind = "youth_month"', 'kind = "month"', "campaign.kind", "youth_month"),
    ('code = "TTN2026"', 'code = "ttn 2026"', "campaign.code", "TTN2026"),
    ("on = true", "on = 1", "activities[1].on", "true hoặc false"),
    ('unit_board = "average"', 'unit_board = "median"', "rules.unit_board", "average, sum"),
    (
        'tie_break = ["sundays_deployed"',
        'tie_break = ["submitted_first"',
        "rules.tie_break",
        "sundays_deployed",
    ),
    ("daily_ceiling = 400", "daily_ceiling = 0", "rules.daily_ceiling", "từ 1"),
    ("[eligibility]", "[eligibilty]", "eligibilty", "có phải “eligibility”"),
    ('name = "Phường"', 'name = "Ph\\u202eường"', "clusters[1].name", "ký tự"),
    ('name = "Phường"', 'name = "   "', "clusters[1].name", "từ 1 đến 200"),
]


@pytest.mark.parametrize(("old", "new", "column", "says"), ONE_FAULT)
def test_each_mistake_is_named_with_what_would_be_right(old, new, column, says):
    assert any(found == column and says in message for found, message in faults_after(old, new))


def test_an_unknown_activity_is_named_wherever_it_is_used():
    changed = GOOD.replace('code = "e_payment_support"', 'code = "e_payments_support"', 1)
    _, faults = parse(changed)
    tables = {fault.column.split("[")[0].split(".")[0] for fault in faults}
    assert tables == {"peaks", "badges", "headlines", "targets", "flags", "exclusions"}
    assert all("e_payments_support" in fault.message for fault in faults)


def test_every_fault_is_collected_with_its_line():
    changed = GOOD.replace("points = 3", "points = -3", 1).replace("cap = 25", "cap = 0", 1)
    _, faults = parse(changed)
    lines = changed.splitlines()
    assert [lines[fault.row - 1] for fault in faults] == ["points = -3", "cap = 0"]


def test_a_campaign_without_clusters_is_refused():
    without = "\n\n".join(part for part in GOOD.split("\n\n") if not part.startswith("[[clusters]]"))
    _, faults = parse(without)
    assert [(fault.column, fault.message) for fault in faults] == [("clusters", "thiếu bảng [[clusters]]")]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_table_refuses_what_it_does_not_know(section):
    header = f"[[{section}]]" if SECTIONS[section].many else f"[{section}]"
    found = faults_after(header + "\n", header + "\nsurprise = 1\n")
    assert found[0][0].endswith(".surprise")
    assert "không có mục này" in found[0][1]


@pytest.mark.parametrize("section", [name for name, each in SECTIONS.items() if not each.many])
def test_every_single_table_is_needed(section):
    without = "\n\n".join(part for part in GOOD.split("\n\n") if f"[{section}]" not in part.splitlines())
    _, faults = parse(without)
    assert (section, f"thiếu bảng [{section}]") in [(fault.column, fault.message) for fault in faults]


def test_a_table_written_as_a_value_is_a_fault_and_not_an_error():
    _, faults = parse("clusters = 3\nactivities = [1]\ncampaign = []\n")
    assert {"clusters", "activities", "campaign"} <= {fault.column for fault in faults}


@pytest.mark.parametrize(
    ("text", "row"),
    [("a = 1\nb = = 2\n", 2), ("[campaign\n", 1), ("a = 1\na = 2\n", 2), ("x = " + "[" * 9999, 1)],
)
def test_a_file_that_is_no_toml_is_one_fault_at_its_line(text, row):
    campaign, faults = parse(text)
    assert campaign is None
    assert [fault.row for fault in faults] == [row]
    assert "TOML" in faults[0].message


def test_a_line_inside_a_long_text_is_not_taken_for_a_table():
    changed = GOOD.replace('theme = ""', "").replace(
        "starts_on = 2026-03-01", 'theme = """\n[deadlines]\ncouncil = x\n"""\nstarts_on = 2026-03-01', 1
    )
    changed = changed.replace("council = 2026-04-11", "council = 2026-04-09", 1)
    _, faults = parse(changed)
    assert changed.splitlines()[faults[0].row - 1] == "council = 2026-04-09"


def test_a_first_version_needs_no_effective_date():
    campaign, faults = parse(GOOD)
    assert faults == []
    assert campaign is not None
    assert isinstance(campaign.rules, RuleSet)
    assert campaign.effective_from is None


def test_units_compete_by_their_average_unless_the_file_says_sum():
    said = 'unit_board = "average"'
    for text, how in (
        (GOOD, "average"),
        (GOOD.replace(said, ""), "average"),
        (GOOD.replace(said, 'unit_board = "sum"'), "sum"),
    ):
        campaign, faults = parse(text)
        assert faults == []
        assert campaign.rules.unit_board == how
