"""Whoever closes the data and whoever works at the same moment: either order leaves nothing undecided behind."""

import pytest

from app.queries.waiting import count_undecided
from tests.racing import books_are_right, campaign, closes, decides, reopens, sends, together, waiting

TURNS = ["sqlite", *["postgresql"] * 3]
pytestmark = pytest.mark.parametrize("database", TURNS, indirect=True)


def undecided(app):
    with app.app_context():
        return count_undecided(campaign())


def test_a_decision_and_the_close_at_once(crowd):
    [uuid] = waiting(crowd, "QN1")
    decision, close = together(crowd, decides(uuid, "verifier"), closes)
    assert decision.worked
    assert close.code in ("", "reports_undecided")
    assert undecided(crowd) == 0
    books_are_right(crowd)


def test_a_new_report_and_the_close_at_once(crowd):
    report, close = together(crowd, sends("QN1"), closes)
    assert (report.code, close.code) in (("", "reports_undecided"), ("reports_closed", ""))
    assert undecided(crowd) == (0 if close.worked else 1)


def test_a_reopening_and_the_close_at_once(crowd):
    [uuid] = waiting(crowd, "QN1")
    assert together(crowd, decides(uuid, "verifier"))[0].worked
    reopening, close = together(crowd, reopens(uuid, "verifier"), closes)
    assert (reopening.code, close.code) in (("", "reports_undecided"), ("decisions_closed", ""))
    books_are_right(crowd)
