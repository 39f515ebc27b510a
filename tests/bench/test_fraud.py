"""The generator of fraud and the flags, held against each other in a small season."""

from bench.fraud import figures, season
from bench.planted_fraud import KINDS


def test_a_small_season_is_played_and_most_of_its_fraud_is_flagged(tmp_path):
    judged = list(season(seed=11, teams=24, sundays=3))
    fraud = [each for each in judged if each.planted]
    honest = [each for each in judged if not each.planted]
    assert {each.planted for each in fraud} <= set(KINDS)
    assert len(fraud) >= 4
    assert sum(each.band == "flagged" for each in fraud) >= 0.75 * len(fraud)
    assert sum(each.band == "flagged" for each in honest) <= 0.15 * len(honest)
    assert all(figure.value >= 0 for figure in figures(judged))
