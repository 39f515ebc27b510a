"""Organisers and commune unions at the same moment: one record a team and kind and day, one row a count."""

from uuid import uuid4

from app.database import db
from app.models import AuditEvent, BadgeAward, Report, Standing, Unit, UnitFigure
from app.services import organising, unit_figures
from app.services.invariants import INVARIANTS
from app.services.organising import Gathering
from app.services.unit_figures import Figures
from tests.cast import BEGUN
from tests.gathering import TRAINING
from tests.racing import books_are_right, campaign, codes, count, decides, enrolment, person, together, waiting
from tests.reporting import SUNDAY


def records(name, *teams, form=None):
    """This person records a training of eight members of each team."""
    form = form or uuid4()

    def move():
        came = {enrolment(each).id: enrolment(each).size for each in teams}
        return organising.record(campaign(), Gathering(form, TRAINING, SUNDAY, came), person(name))

    return move


def counts(name, members, accounts):
    """This person enters the ward's figures."""

    def move():
        unit = db.session.query(Unit).filter_by(code="X21583").one()
        return unit_figures.enter(unit, Figures(BEGUN, members, accounts), person(name)).id

    return move


def test_one_form_pressed_four_times_at_once_records_once(crowd):
    form = uuid4()
    outcomes = together(crowd, *[records("verifier", "QN1", "QN2", form=form)] * 4)
    assert sorted(each.value for each in outcomes) == [0, 0, 0, 2]
    books_are_right(crowd)


def test_two_organisers_with_overlapping_lists_record_each_team_once(crowd):
    outcomes = together(crowd, records("officer", "AN1", "QN2", "QN1"), records("verifier", "QN1", "QN2"))
    assert sum(each.value for each in outcomes) == 3
    with crowd.app_context():
        assert count(Report, Report.origin == "organiser") == 3
        assert [db.session.get_one(Standing, enrolment(each).id).points for each in ("QN1", "QN2", "AN1")] == [
            16,
            16,
            12,
        ]
    books_are_right(crowd)


def test_a_record_and_a_decision_of_the_same_team_both_land(crowd):
    [uuid] = waiting(crowd, "QN1")
    assert codes(together(crowd, records("officer", "QN1", "QN2"), decides(uuid, "verifier"))) == ["", ""]
    books_are_right(crowd)


def test_the_same_count_entered_by_four_at_once_is_one_row(crowd):
    outcomes = together(crowd, *[counts("verifier", 100, 95)] * 4)
    assert len({each.value for each in outcomes}) == 1
    with crowd.app_context():
        assert count(UnitFigure) == 1
        assert count(AuditEvent, AuditEvent.kind == "unit_figures.entered") == 1
        assert count(BadgeAward) == 6  # two levels of QN1 here and in the other campaign, and of QN2


def test_counts_and_decisions_at_once_leave_the_badges_that_are_earned(crowd):
    first, second = waiting(crowd, "QN1", "QN2", quantity=30)
    moves = (counts("verifier", 100, 100), counts("officer", 100, 90), decides(first, "verifier"))
    assert codes(together(crowd, *moves, decides(second, "officer"), records("officer", "AN1"))) == [""] * 5
    books_are_right(crowd)
    with crowd.app_context():
        assert list(INVARIANTS["badges_earned"]()) == []
