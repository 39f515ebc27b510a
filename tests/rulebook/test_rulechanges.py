"""What a new version changes, as a list that can be read aloud."""

from dataclasses import fields, replace

import pytest

from app.rulebook.rulechanges import Change, changes
from app.rulebook.rulefile import parse
from app.rulebook.rules import RuleSet
from app.views.rule_words import change
from tests.rulebook.cases import read

FILE, _ = parse(read("ttn2026-gia-lai.toml"))
assert FILE is not None
RULES = FILE.rules
FIRST = RULES.activities[0]


def with_first(**values):
    return replace(RULES, activities=(replace(FIRST, **values), *RULES.activities[1:]))


def test_the_same_rules_change_nothing():
    assert changes(RULES, replace(RULES)) == []


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"points": 4}, [Change("points", FIRST.label, 3, 4)]),
        ({"cap": 20}, [Change("cap", FIRST.label, 40, 20)]),
        ({"on": False}, [Change("on", FIRST.label, 1, 0)]),
        ({"definition": "khác"}, [Change("rewritten", FIRST.label)]),
        ({"points": 4, "block": 2}, [Change("points", FIRST.label, 3, 4), Change("rewritten", FIRST.label)]),
    ],
)
def test_each_change_of_an_activity_is_named(values, found):
    assert changes(RULES, with_first(**values)) == found


def test_activities_that_come_and_go_are_named():
    fewer = replace(RULES, activities=RULES.activities[1:])
    assert changes(RULES, fewer) == [Change("removed", FIRST.label)]
    assert changes(fewer, RULES) == [Change("added", FIRST.label)]


def test_the_ceiling_is_named_with_both_values():
    assert changes(RULES, replace(RULES, daily_ceiling=500)) == [Change("daily_ceiling", "", 400, 500)]


TABLES = [each.name for each in fields(RuleSet) if each.init and each.name not in ("activities", "daily_ceiling")]


@pytest.mark.parametrize("table", TABLES)
def test_every_other_table_is_named_and_has_words(sqlite_app, table):
    found = changes(RULES, replace(RULES, **{table: None}))  # type: ignore[arg-type]
    assert found == [Change(table)]
    with sqlite_app.test_request_context():
        assert change(found[0]) != table
