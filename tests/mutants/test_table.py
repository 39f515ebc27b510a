"""The table of planted bugs does not rot: what each would change is still there, once, and so are its tests."""

import pytest

from app.config import ROOT
from tests.mutants.table import MUTANTS

LEAST = 15


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_planted_bug_still_has_its_place_and_its_tests(mutant):
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert source.count(mutant.old) == 1
    assert mutant.new != mutant.old
    for each in mutant.tests:
        path, _, name = each.partition("[")[0].partition("::")
        assert f"def {name}" in (ROOT / path).read_text(encoding="utf-8")


def test_there_are_enough_of_them_and_each_has_a_name_of_its_own():
    assert len({each.name for each in MUTANTS}) == len(MUTANTS) >= LEAST
