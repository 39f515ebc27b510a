"""What milestones that look at some days only count: the same figures, of those days alone."""

import json
from datetime import date

from app.rulebook.counting import Counts
from app.rulebook.deeds import Counted, Work
from app.rulebook.facts import TeamFacts
from app.rulebook.scopes import Scope
from tests.rulebook.test_counting import SATURDAY, SUNDAY, seen

SUNDAYS = Scope(date(2026, 3, 1), date(2026, 3, 31), ("sunday",))
APRIL = Scope(date(2026, 4, 1), date(2026, 4, 30))
ON_SUNDAY = Counted([seen()], [Work("vneid", SUNDAY, 7)])
BOTH = Counted([seen(day=SATURDAY, place_id=2), seen()], [Work("vneid", SATURDAY, 4), Work("vneid", SUNDAY, 7)])


def test_of_the_reports_and_the_work_only_what_lies_on_those_days_is_left():
    assert BOTH.within(SUNDAYS) == ON_SUNDAY
    assert BOTH.within(APRIL) == Counted([], [])


def test_a_report_counts_in_all_and_in_every_scope_that_holds_its_day():
    assert Counts.of(BOTH, [SUNDAYS, APRIL]).within == {SUNDAYS: Counts.of(ON_SUNDAY), APRIL: Counts()}
    assert Counts.of(BOTH, [SUNDAYS]).facts()["quantities"] == {"vneid": 11}


def test_what_is_taken_away_is_taken_from_every_scope_too():
    counts = Counts.of(BOTH, [SUNDAYS])
    counts.take_away(ON_SUNDAY)
    assert counts.within == {SUNDAYS: Counts()}
    assert counts.facts()["quantities"] == {"vneid": 4}


def test_scopes_are_kept_by_their_keys_and_read_back():
    counts = Counts.of(BOTH, [SUNDAYS, APRIL])
    kept = counts.kept()
    assert list(kept["within"]) == ["2026-03-01/2026-03-31/sunday", "2026-04-01/2026-04-30/"]
    assert kept["within"]["2026-03-01/2026-03-31/sunday"] == Counts.of(ON_SUNDAY).kept()
    assert Counts.read(json.loads(json.dumps(kept))) == counts


def test_counts_that_were_kept_before_there_were_scopes_have_none():
    kept = {name: value for name, value in Counts.of(ON_SUNDAY).kept().items() if name != "within"}
    assert Counts.read(kept) == Counts.of(ON_SUNDAY)


def test_facts_of_some_days_are_those_that_were_counted_for_them():
    narrow = TeamFacts(deployments=1)
    facts = TeamFacts(deployments=9, within={SUNDAYS: narrow})
    assert facts.seen_by(SUNDAYS) is narrow
    assert facts.seen_by(None) is facts
