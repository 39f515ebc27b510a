"""A file that is no rule file is refused at the line where it goes wrong, in the words that its author reads."""

import pytest

from app.rulebook.rulefile import Fault, parse
from tests.rulebook.cases import read

GOOD = read("ttn2026-gia-lai.toml")
DOTS, DIGITS = "a." * 21 + "b", "7" * 100


def faults(text):
    campaign, found = parse(text)
    assert campaign is None
    return found


def of_column(text, column):
    return [each.message for each in faults(text) if each.column == column]


def with_clusters(count):
    """The good file with only the first so many."""
    parts = GOOD.split("\n\n")
    dropped = [each for each in parts if each.startswith("[[clusters]]")][count:]
    return "\n\n".join(each for each in parts if each not in dropped)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (f"{DOTS} = 1", "tên mục có quá nhiều dấu chấm; bỏ bớt"),
        (f"b = {DIGITS}", "số quá dài; viết lại số này"),
    ],
)
def test_what_the_parser_would_pay_dearly_for_is_never_parsed_and_named_by_its_line(wrong, message):
    assert faults(f"{wrong}\nc = 3\n") == [Fault(1, "", message)]
    assert faults(f"a = 1\n\n{wrong}\nc = 3\n") == [Fault(3, "", message)]


@pytest.mark.parametrize(
    ("text", "row", "place"),
    [
        ("a = 1\nb = = 2\nc = 3\n", 2, "(at line 2, column 5)"),
        ("a = 1\na = 2\nc = 3\n", 2, "(at line 2, column 6)"),
        ('a = 1\nb = "\n\n\n', 2, "(at line 2, column 6)"),
        ("a = 1\nb = [\n\n1,\n", 4, "(at end of document)"),
        ("[", 1, "(at end of document)"),
    ],
)
def test_a_slip_of_the_pen_is_one_fault_at_its_line_with_what_the_parser_says(text, row, place):
    [fault] = faults(text)
    assert (fault.row, fault.column) == (row, "")
    assert fault.message.startswith("không đúng cú pháp TOML (")
    assert fault.message.endswith(f" {place}); sửa dòng này rồi nạp lại")


def test_a_table_of_the_wrong_kind_is_shown_how_it_is_written():
    assert of_column("clusters = 3\n", "clusters") == ["cần viết thành bảng [[clusters]]"]
    assert of_column("activities = [1]\n", "activities") == ["cần viết thành bảng [[activities]]"]
    assert of_column("campaign = []\n", "campaign") == ["cần viết thành bảng [campaign]"]


def test_a_table_that_must_not_be_empty_says_how_many_rows_it_needs():
    assert of_column(f"clusters = []\n{with_clusters(0)}", "clusters") == ["cần ít nhất 1 bảng [[clusters]]"]


def test_a_field_that_is_missing_or_known_to_nobody_is_named_with_those_there_are():
    assert of_column(GOOD.replace("points = 3\n", "", 1), "activities[1].points") == [
        "thiếu mục này; hãy thêm vào bảng"
    ]
    [said] = of_column(GOOD.replace("[eligibility]\n", "[eligibility]\nzzz = 1\n", 1), "eligibility.zzz")
    assert said == "không có mục này; các mục dùng được: min_sundays, min_on_time_pct, min_verified_pct"


def test_an_unknown_sign_is_named_with_those_there_are():
    [said] = of_column(GOOD.replace("weights = { photo_near", "weights = { zzz", 1), "flags.weights")
    assert "; các dấu hiệu: " in said
    assert "photo_near, " in said


def test_a_target_that_cannot_be_read_is_not_missed_where_a_badge_names_it():
    badge = GOOD.replace('metric = "reports"', 'metric = "targets_reached"\ntargets = ["members_with_accounts_pct"]', 1)
    broken = badge.replace('shape = "percent"\nvalue = 100', 'shape = "percents"\nvalue = 100', 1)
    assert [each.column for each in faults(broken)] == ["targets[1].shape"]


def test_a_file_without_faults_keeps_its_clusters_in_their_order():
    campaign, _ = parse(GOOD)
    assert [each.code for each in campaign.clusters][:3] == ["phuong", "xa-dong-bang", "xa-mien-nui"]


def test_of_a_table_that_is_needed_one_row_is_enough():
    campaign, found = parse(with_clusters(1))
    assert found == []
    assert [each.code for each in campaign.clusters] == ["phuong"]


def test_a_hundred_percent_is_all_there_is():
    beyond = GOOD.replace('shape = "percent"\nvalue = 100', 'shape = "percent"\nvalue = 101', 1)
    assert of_column(beyond, "targets[1].value") == ["chỉ tiêu phần trăm không quá 100; đang là 101"]
