"""The boards' registry: each ranks a team by its own figures alone, exactly."""

from fractions import Fraction

import pytest

from app.rulebook.boards import REGISTRY, Effort, rolled_up
from app.rulebook.ranking import TieFacts

TEAM = Effort(points=250, size=8, ties=TieFacts(decided=7, first_time=5), spans=(90, 40), streak=3)
NOBODY = Effort(spans=(0, 0))
VALUES = {
    "overall": 250,
    "week": 90,
    "sunday": 90,
    "activity": 90,
    "improved": 50,
    "per_member": Fraction(125, 4),
    "accuracy": Fraction(5, 7),
    "streak": 3,
    "units": 250,
    "provinces": 250,
}
LEFT_OUT = {"improved", "accuracy", "streak"}


@pytest.mark.parametrize("code", REGISTRY)
def test_each_board_says_what_it_ranks_by(code):
    board = REGISTRY[code]
    assert board.code == code
    assert board.value(TEAM) == VALUES[code]
    assert isinstance(board.value(TEAM), int | Fraction)
    assert board.value(NOBODY) == (None if code in LEFT_OUT else 0)


@pytest.mark.parametrize("code", REGISTRY)
def test_each_board_asks_only_for_what_is_known(code):
    board = REGISTRY[code]
    assert board.unit in ("points", "points_per_member", "share", "sundays")
    assert board.needs in ("", "week", "sunday", "activity")
    assert board.reads in ("", "sundays")
    assert board.rolls_up in ("", "commune", "province")
    assert not board.back or board.needs == "week"
    assert board.ties == (code == "overall")


def test_who_did_not_earn_more_is_not_among_the_most_improved():
    improved = REGISTRY["improved"].value
    assert improved(Effort(spans=(41, 40))) == 1
    assert improved(Effort(spans=(40, 40))) is None
    assert improved(Effort(spans=(39, 40))) is None


def test_accuracy_speaks_from_the_third_report_on():
    accuracy = REGISTRY["accuracy"].value
    assert accuracy(Effort(ties=TieFacts(decided=2, first_time=2))) is None
    assert accuracy(Effort(ties=TieFacts(decided=3, first_time=1))) == Fraction(1, 3)
    assert accuracy(Effort(ties=TieFacts(decided=3))) == 0


def test_a_unit_has_the_average_or_the_sum_of_two_teams_or_more():
    assert rolled_up([10, 11, 11], "average") == Fraction(32, 3)
    assert rolled_up([10, 11, 11], "sum") == 32
    assert rolled_up([10, 11], "average") == Fraction(21, 2)
    for how in ("average", "sum"):
        assert rolled_up([10], how) is None
        assert rolled_up([], how) is None
