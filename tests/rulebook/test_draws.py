"""The draw can be repeated by anybody, takes its share, and spreads the work."""

import hashlib
from uuid import UUID

import pytest

from app.rulebook.draws import is_drawn, least_busy

SEED, CHAINED = "c0ffee", "ab" * 32
REPORTS = [str(UUID(int=each)) for each in range(20_000)]


def by_the_book(seed, report, chained, percent):
    """The public description, word for word."""
    first_eight = hashlib.sha256(":".join((seed, report, chained)).encode()).hexdigest()[:8]
    return int(first_eight, 16) * 100 < percent * 4_294_967_296


@pytest.mark.parametrize("percent", [0, 1, 10, 99, 100])
def test_a_share_of_all_reports_is_drawn_as_the_page_describes_it(percent):
    drawn = [is_drawn(SEED, each, CHAINED, percent) for each in REPORTS]
    assert drawn == [by_the_book(SEED, each, CHAINED, percent) for each in REPORTS]
    assert abs(sum(drawn) - len(REPORTS) * percent / 100) < 200


def test_another_seed_another_place_in_the_ledger_another_draw():
    drawn = {
        (seed, chained): [is_drawn(seed, each, chained, 10) for each in REPORTS[:500]]
        for seed in (SEED, "dead")
        for chained in (CHAINED, "0" * 64)
    }
    assert len({tuple(each) for each in drawn.values()}) == 4


def test_whoever_was_asked_least_a_person_looks_next():
    able = {"VN/T52/A/": 2, "VN/T52/B/": 1, "VN/T52/C/": 0}
    assert least_busy(able, {}) == "VN/T52/A/"
    assert least_busy(able, {"VN/T52/A/": 1}) == "VN/T52/B/"
    assert least_busy(able, {"VN/T52/A/": 3, "VN/T52/B/": 2}) == "VN/T52/A/"
    assert least_busy(able, {"VN/T52/A/": 3, "VN/T52/B/": 1}, but=["VN/T52/B/"]) == "VN/T52/A/"
    assert least_busy({"VN/T52/C/": 0}, {}) is None
