"""How long tonight's queue will take, said alike by the verifiers' page and the letter."""

from collections import Counter
from dataclasses import replace

import pytest

from app.rulebook.flags import bands_of, evening, minutes
from tests.rulebook.cases import RULES

YOUTH, DIGITAL = 1, 2
FLAGS = {YOUTH: RULES.flags, DIGITAL: replace(RULES.flags, loud=70, look_seconds=90)}
WAITING = {(YOUTH, 120): 2, (YOUTH, 50): 1, (YOUTH, 49): 3, (YOUTH, 0): 4, (DIGITAL, 60): 5}


def test_reports_are_banded_by_the_rules_of_their_own_campaign():
    assert bands_of(WAITING, FLAGS) == {
        YOUTH: Counter(flagged=3, look=3, ordinary=4),
        DIGITAL: Counter(look=5),
    }
    assert bands_of({}, FLAGS) == {}


def test_an_evening_adds_up_the_minutes_of_every_campaign():
    bands = {YOUTH: {"flagged": 3, "look": 3, "ordinary": 4}, DIGITAL: {"look": 5}}
    assert evening(bands, FLAGS) == 6 + 8  # 3 x 75 + 3 x 40 + 4 x 11 seconds, then 5 x 90
    assert evening({}, FLAGS) == 0


@pytest.mark.parametrize(
    ("reports", "seconds", "told"),
    [(1, 1, 1), (1, 89, 1), (1, 90, 2), (60, 60, 60), (0, 60, 0)],
)
def test_minutes_are_rounded_at_the_half_and_at_least_one(reports, seconds, told):
    assert minutes({"ordinary": reports}, replace(RULES.flags, ordinary_seconds=seconds)) == told
