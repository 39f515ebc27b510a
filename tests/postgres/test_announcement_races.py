"""Whoever announces and whoever works at the same moment: either order leaves nothing undecided behind the results."""

import pytest

from app.queries.waiting import count_undecided
from tests.racing import announces, books_are_right, campaign, decides, reopens, sends, together, waiting

TURNS = ["sqlite", *["postgresql"] * 3]
pytestmark = pytest.mark.parametrize("database", TURNS, indirect=True)


def undecided(app):
    with app.app_context():
        return count_undecided(campaign())


def test_a_decision_and_the_announcement_at_once(crowd):
    [uuid] = waiting(crowd, "QN1")
    decision, announcement = together(crowd, decides(uuid, "verifier"), announces)
    assert decision.worked
    assert announcement.code in ("", "reports_undecided")
    assert undecided(crowd) == 0
    books_are_right(crowd)


def test_a_new_report_and_the_announcement_at_once(crowd):
    report, announcement = together(crowd, sends("QN1"), announces)
    assert (report.code, announcement.code) in (("", "reports_undecided"), ("reports_closed", ""))
    assert undecided(crowd) == (0 if announcement.worked else 1)


def test_a_reopening_and_the_announcement_at_once(crowd):
    [uuid] = waiting(crowd, "QN1")
    assert together(crowd, decides(uuid, "verifier"))[0].worked
    reopening, announcement = together(crowd, reopens(uuid, "verifier"), announces)
    assert (reopening.code, announcement.code) in (("", "reports_undecided"), ("decisions_closed", ""))
    books_are_right(crowd)
