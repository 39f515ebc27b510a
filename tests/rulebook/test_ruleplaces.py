"""A fault in a rule file is told with the line that an officer has to look at."""

import tomllib

import pytest

from app.rulebook.ruleplaces import Places, column

TEXT = '''# Bộ quy tắc
code = "X"
[campaign]
note = """Điều lệ
ends_on = chưa rõ
[deadlines]
"""
ends_on = 2026-03-31
theme = """Nói \'\'\'thật\'\'\' là"""
kind = "youth_month"
rank = """gọi là \'\'\'sao\'\'\' thì
zone = "giả"
""" # hết
zone = "Asia/Ho_Chi_Minh"

[[peaks]]
days = "sunday"
percent = 120
  [[ peaks ]]
  days = "03-26"
[deadlines]
late_days = 5
late_days = 6
[[badges]]
code = "a"
[[peaks]]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("nowhere", 3, "code"), 1),
        (("code",), 2),
        (("campaign",), 3),
        (("campaign", "note"), 4),
        (("campaign", "ends_on"), 8),  # what stands in a note is no key
        (("campaign", "theme"), 9),
        (("campaign", "kind"), 10),
        (("campaign", "zone"), 14),
        (("campaign", "starts_on"), 3),  # missing: its table
        (("peaks",), 16),
        (("peaks", 0), 16),
        (("peaks", 0, "percent"), 18),
        (("peaks", 1), 19),
        (("peaks", 1, "days"), 20),
        (("peaks", 1, "percent"), 19),
        (("deadlines",), 21),
        (("deadlines", "late_days"), 22),  # written twice: the first
        (("badges", 0, "code"), 25),
        (("peaks", 2, "days"), 26),
        (("peaks", 3, "days"), 16),
    ],
)
def test_every_path_has_the_line_where_it_or_its_table_stands(path, line):
    assert Places(TEXT).line(path) == line


@pytest.mark.parametrize(
    "said",
    [
        '''theme = """Nói \'\'\'thật, làm thật"""''',
        "theme = '''Nói \"\"\"thật, làm thật'''",
        '''theme = "Nói \'\'\'thật"''',
        'theme = \'Nói """thật\'',
        '''theme = "Nói \\\\\\"\\\\\\"\\\\\\" thật" # """''',
        '''theme = """Nói \\\\"""" # hết''',
        '''theme = """Nói \\""" thật"""''',
        '''theme = "" # \'\'\' và """''',
        '''theme = ["""a""", \'\'\'b\'\'\', "c"]''',
    ],
)
def test_quotes_of_any_kind_inside_a_text_leave_the_lines_after_it_where_they_are(said):
    text = f"[campaign]\n{said}\n[deadlines]\nlate_days = 1\n"
    assert set(tomllib.loads(text)) == {"campaign", "deadlines"}
    assert Places(text).line(("deadlines", "late_days")) == 4


def test_a_fault_in_an_empty_file_is_in_its_first_line():
    assert Places("").line(("campaign", "zone")) == 1


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), ""),
        (("campaign", "zone"), "campaign.zone"),
        (("activities", 2, "points"), "activities[3].points"),
        (("badges", 0), "badges[1]"),
        (("Xa", 0, "X"), "Xa[1].X"),
    ],
)
def test_a_path_is_shown_with_tables_counted_from_one(path, shown):
    assert column(path) == shown
