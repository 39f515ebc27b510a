"""A version of the rules as the database keeps it: canonical, and read back whole."""

import json
from datetime import date

import pytest

from app.rulebook.rulestore import dump_rules, load_rules
from tests.rulebook.cases import RULES


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
