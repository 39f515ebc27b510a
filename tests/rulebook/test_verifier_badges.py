"""The way to a verifier's badge, said whole."""

import pytest

from app.rulebook.appraised import Appraised
from app.rulebook.badges import Progress
from app.rulebook.honours import BadgeLevel
from app.rulebook.verifier_badges import levels_reached, progress
from tests.rulebook.cases import RULES

[FAIR] = RULES.verifier_badges
BRONZE, SILVER, GOLD = BadgeLevel("bronze", 40), BadgeLevel("silver", 120), BadgeLevel("gold", 300)


@pytest.mark.parametrize(
    ("counts", "held", "way"),
    [
        (Appraised(), "", Progress(0, BRONZE, 40, 1)),
        (Appraised(in_time=39, checked=1), "", Progress(39, BRONZE, 1, 0)),
        (Appraised(in_time=40), "", Progress(40, BRONZE, 0, 1)),
        (Appraised(in_time=40, checked=1), "", Progress(40, SILVER, 80, 0)),
        (Appraised(in_time=300, checked=9, overturned=9), "silver", Progress(300, GOLD, 0, 0)),
        (Appraised(in_time=90, checked=9), "gold", Progress(90, None, 0, 0)),
        (Appraised(in_time=300, checked=9), "bronze", Progress(300, None, 0, 0)),
    ],
)
def test_progress_names_the_next_level_what_is_missing_and_the_second_looks_to_come(counts, held, way):
    assert progress(FAIR, counts, held) == way


def test_the_second_look_that_was_still_missing_gives_the_badge():
    assert levels_reached(FAIR, Appraised(in_time=40)) == ()
    assert levels_reached(FAIR, Appraised(in_time=40, checked=1)) == ("bronze",)
