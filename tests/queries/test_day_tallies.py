"""What each team did day by day: kept with each commit, and as far as a reader sees."""

from datetime import date, timedelta

from app.database import db, transaction
from app.models import DayTally
from app.queries.campaigns import stage
from app.queries.day_tallies import DayRow, day_rows
from app.queries.horizon import Horizon, back_to_day, back_to_entry
from app.queries.past_board import last_posted
from app.services import decisions, snapshots
from app.services.invariants import INVARIANTS
from tests.cast import NOW, cast
from tests.reporting import decided, sent

TODAY = date(2026, 3, 15)
VNEID, DOSSIER = "vneid_level2_support", "dvc_full_support"


def worked():
    """QN1 sent two reports today; QN2 one, as noise."""
    people = cast()
    first = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 37, DOSSIER: 2}), people.verifier)
    decided(sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 5}), people.verifier)
    return people, first


def rows(people, team, horizon, first=TODAY, last=TODAY):
    return sorted(day_rows(horizon, first, last, people.enrolments[team].id))


def test_a_team_s_day_is_the_sum_of_its_entries_by_activity(app):
    people, _ = worked()
    enrolment, everything = people.enrolments["QN1"], Horizon(stage(people.campaign))
    assert rows(people, "QN1", everything) == [
        DayRow(enrolment.id, TODAY, DOSSIER, 2, 2, 12),
        DayRow(enrolment.id, TODAY, VNEID, 37, 37, 133),
    ]
    assert len(day_rows(everything, TODAY, TODAY)) == 3
    assert rows(people, "QN1", everything, TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == []


def test_what_is_taken_back_leaves_the_day_empty_and_its_tally_at_nought(app):
    people, first = worked()
    with transaction():
        decisions.reopen(first, people.verifier, "Nhầm ảnh")
    assert rows(people, "QN1", Horizon(stage(people.campaign))) == []
    db.session.expire_all()
    assert db.session.get_one(DayTally, (people.enrolments["QN1"].id, TODAY, VNEID)).points == 0
    assert list(INVARIANTS["day_tallies"]()) == []


def test_behind_a_horizon_later_entries_are_taken_off_again(app):
    people, first = worked()
    before = rows(people, "QN1", Horizon(stage(people.campaign)))
    seq = last_posted(people.campaign)
    with transaction():
        decisions.reopen(first, people.verifier, "Nhầm ảnh")
    assert rows(people, "QN1", Horizon(stage(people.campaign), seq)) == before
    assert rows(people, "QN1", Horizon(stage(people.campaign), 0)) == []


def test_a_reader_goes_back_to_an_entry_no_further_than_he_may_see(app):
    people, _ = worked()
    everything = Horizon(stage(people.campaign))
    last = last_posted(people.campaign)
    assert back_to_entry(everything, last) is everything
    assert back_to_entry(everything, 1).seq == 1
    assert back_to_entry(everything, last + 1) is None
    assert back_to_entry(everything, -1) is None
    frozen = Horizon(everything.stage, 1)
    assert back_to_entry(frozen, 1) is frozen
    assert back_to_entry(frozen, 2) is None


def test_a_reader_goes_back_to_the_end_of_a_day_that_was_copied(app):
    people, _ = worked()
    with transaction():
        kept = snapshots.take(people.campaign, "day", NOW.date()).seq
    everything = Horizon(stage(people.campaign))
    assert back_to_day(everything, NOW.date()).seq == kept
    assert back_to_day(everything, NOW.date() - timedelta(days=1)) is None
    assert back_to_day(Horizon(everything.stage, kept - 1), NOW.date()) is None
