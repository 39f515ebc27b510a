"""A version of the rules as the database keeps it: canonical, and read back whole."""

import json
from dataclasses import replace
from datetime import date

import pytest

from app.rulebook.rulestore import dump_rules, load_rules
from tests.rulebook.cases import RULES

FIRST, *OTHERS = RULES.badges
SPRING = replace(FIRST, weekdays=("sunday",), first_day=date(2026, 3, 8), last_day=None)


def test_what_is_kept_reads_back_the_same():
    assert load_rules(dump_rules(RULES)) == RULES


def test_the_kept_form_is_canonical():
    kept = dump_rules(RULES)
    assert kept == json.dumps(json.loads(kept), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert "Hỗ trợ" in kept
    assert json.loads(kept)["deadlines"]["reporting_closes"] == RULES.deadlines.reporting_closes.isoformat()


def test_a_field_that_an_older_version_lacks_takes_its_default():
    kept = json.loads(dump_rules(RULES))
    del kept["bonuses"], kept["exclusions"], kept["unit_board"]
    found = load_rules(json.dumps(kept))
    assert (found.bonuses, found.exclusions, found.unit_board) == ((), (), "average")
    assert isinstance(found.deadlines.reporting_closes, date)


@pytest.mark.parametrize("stray", [object(), {1, 2}, int])
def test_what_is_no_data_is_refused(stray):
    with pytest.raises(TypeError, match=f"^{type(stray).__name__} does not belong in a rule set$"):
        dump_rules(stray)


def kept():
    return json.loads(dump_rules(RULES))


def test_a_badge_for_part_of_a_campaign_keeps_its_first_day_and_the_open_end():
    stored = dump_rules(replace(RULES, badges=(SPRING, *OTHERS)))
    badge = json.loads(stored)["badges"][0]
    assert (badge["first_day"], badge["last_day"], badge["weekdays"]) == ("2026-03-08", None, ["sunday"])
    assert load_rules(stored).badges == (SPRING, *OTHERS)
    assert load_rules(stored).badges[0].scope.first == date(2026, 3, 8)


@pytest.mark.parametrize("rates", [[["vneid_level2_support"]], [["vneid_level2_support", 6, 7]]])
def test_a_stored_pair_that_is_no_pair_is_refused_rather_than_cut_short(rates):
    stored = kept()
    stored["flags"]["rates"] = rates
    with pytest.raises(ValueError, match=r"^zip\(\)"):
        load_rules(json.dumps(stored))


def test_a_list_of_any_length_is_taken_whole():
    stored = kept()
    stored["flags"]["rates"] = [["a", 1], ["b", 2], ["c", 3]]
    stored["flags"]["round_numbers"] = []
    found = load_rules(json.dumps(stored)).flags
    assert (found.rates, found.round_numbers) == ((("a", 1), ("b", 2), ("c", 3)), ())


def test_a_day_that_is_none_is_refused():
    stored = kept()
    stored["deadlines"]["council"] = "2026-02-30"
    with pytest.raises(ValueError, match="day"):
        load_rules(json.dumps(stored))
