"""Verifiers' figures: counted from decisions and second looks, renewed when something moved; badges and full checks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.database import db, transaction
from app.jobs import cross_check_draws, verifier_figures
from app.models import AuditEvent, CrossCheck, Notice, Report, VerifierAward, VerifierFigure
from app.queries.appraisals import counted
from app.queries.campaigns import stage
from app.queries.verifier_figures import held_by, rows
from app.rulebook.appraised import Appraised
from app.services import decisions, full_checks
from app.services import people as persons
from app.services import verifier_figures as service
from app.services.refusals import Refused
from tests.cast import BEGUN, CODE, NOW, cast, stand_still
from tests.neighbours import drawn, neighbours, rules_draw
from tests.reporting import decided, returned, sent
from tests.services.test_cross_checks import VNEID, give


@pytest.fixture
def people(app):
    return cast()


@pytest.fixture
def ward(people):
    """The neighbours, in a campaign that draws every report."""
    found = neighbours(people)
    rules_draw(people, 100)
    return found


def report(people, team="QN1", quantity=10):
    by = {"QN1": people.captain, "QN2": people.captain_qn2, "AN1": people.captain_an1}[team]
    return sent(people.enrolments[team], by, {VNEID: quantity})


def figures(people):
    verifier_figures.run()
    db.session.expire_all()
    return {each.name: each.counts for each in rows(people.campaign)}


def test_nobody_has_figures_before_anything_is_decided(people):
    report(people)
    assert verifier_figures.run() == []
    assert db.session.query(VerifierFigure).count() == 0


def test_first_decisions_are_counted_with_their_time_and_what_was_lowered(people):
    late, quick, less, none, other = (report(people, team) for team in ("QN1", "QN1", "QN2", "QN2", "AN1"))
    stand_still(NOW + timedelta(minutes=20))
    decided(quick, people.verifier)
    decided(less, people.verifier, {VNEID: 4}, "Số lượng chưa khớp bộ đếm")
    stand_still(NOW + timedelta(hours=48))
    decided(none, people.verifier, {VNEID: None})
    stand_still(NOW + timedelta(hours=48, minutes=1))
    decided(late, people.verifier)
    decided(other, people.verifier_an)
    assert figures(people) == {
        "Võ Thanh Dũng": Appraised(decided=4, in_time=3, reduced=2, median_minutes=(20 + 48 * 60) // 2),
        "Đặng Quốc Đạt": Appraised(decided=1, in_time=0, median_minutes=48 * 60 + 1),
    }
    assert [(each.name, each.unit_code) for each in rows(people.campaign)] == [
        ("Võ Thanh Dũng", "X21583"),
        ("Đặng Quốc Đạt", "X21907"),
    ]
    assert rows(people.noise) == []


def test_a_return_answers_in_time_and_a_later_decision_belongs_to_who_took_the_first(people):
    waiting = report(people)
    returned(waiting, people.verifier)
    stand_still(NOW + timedelta(hours=60))
    with transaction():
        waiting.submit(clock.now(), late=False)
    decided(waiting, people.verifier)
    with transaction():
        decisions.reopen(waiting, people.officer, "Xem lại")
    decided(waiting, people.officer, {VNEID: 1}, "Số lượng chưa khớp bộ đếm")
    assert figures(people) == {"Võ Thanh Dũng": Appraised(decided=1, in_time=1)}


def test_only_lots_count_against_a_verifier_and_every_look_counts_for_who_gave_it(people, ward):
    first, second, third = (decided(report(people, team), people.verifier) for team in ("QN1", "QN2", "QN2"))
    drawn(first)
    checks = {each.report_id: each for each in db.session.query(CrossCheck)}
    with transaction():
        checks[third.id].because = "flagged"
    give(checks[first.id], ward.verifier, 10)
    give(checks[second.id], ward.verifier, 7, "Không khớp")
    before = figures(people)
    assert (before["Võ Thanh Dũng"].checked, before["Võ Thanh Dũng"].overturned) == (2, 1)
    assert before["Lưu Thị Sen"] == Appraised(gave=2, agreed=1)
    give(checks[third.id], ward.verifier, 1, "Không khớp")
    after = figures(people)
    assert (after["Võ Thanh Dũng"].checked, after["Lưu Thị Sen"].gave) == (2, 3)


def test_they_are_renewed_only_when_something_moved(people, ward):
    first = decided(report(people), people.verifier)
    assert verifier_figures.run() == [f"{CODE}:1"]
    assert verifier_figures.run() == []
    check = drawn(first)
    assert verifier_figures.run() == []
    give(check, ward.verifier, 10)
    assert verifier_figures.run() == [f"{CODE}:2"]
    decided(report(people, "AN1"), people.verifier_an, {VNEID: None})
    assert verifier_figures.run() == [f"{CODE}:3"]


def test_what_an_organiser_recorded_and_the_system_decided_is_nobodys_work(people):
    found = decided(report(people), people.verifier)
    decided(report(people, "QN2"), people.verifier)
    with transaction():
        db.session.get_one(Report, found.id).origin = "organiser"
    assert figures(people)["Võ Thanh Dũng"].decided == 1
    assert counted(stage(people.noise)) == {}


@pytest.fixture
def fair(people):
    """Forty reports in time of the verifier, thirty of another; both were looked at without a change."""

    def keep(**counts):
        found = {
            people.verifier.id: Appraised(decided=50, in_time=40, checked=4)._replace(**counts),
            people.verifier_an.id: Appraised(decided=40, in_time=39, checked=4),
        }
        with transaction():
            service.keep(stage(people.campaign), found, {}, persons.system_actor())

    return keep


def test_the_badge_is_awarded_once_told_and_kept(people, fair):
    fair(), fair()
    fair(in_time=130)
    fair(in_time=130, overturned=4)
    assert [(each.person_id, each.level) for each in db.session.query(VerifierAward).order_by(VerifierAward.id)] == [
        (people.verifier.id, "bronze"),
        (people.verifier.id, "silver"),
    ]
    assert held_by(people.verifier.id, people.campaign) == {"fair_appraiser": "silver"}
    assert held_by(people.verifier.id, people.noise) == held_by(people.verifier_an.id, people.campaign) == {}
    told = db.session.scalars(select(Notice).where(Notice.kind == "appraiser_badge").order_by(Notice.id)).all()
    assert [(each.person_id, each.facts["badges"]) for each in told] == [
        (people.verifier.id, [["Thẩm định công tâm", "bronze"]]),
        (people.verifier.id, [["Thẩm định công tâm", "silver"]]),
    ]
    assert db.session.query(AuditEvent).filter_by(kind="verifier_badges.awarded").count() == 2


def test_too_much_overturned_earns_nothing_yet(people, fair):
    fair(overturned=1)
    assert db.session.query(VerifierAward).count() == 0


def check_whole(people, unit="X21583", reason="Rút thăm đổi nhiều", campaign=None):
    with transaction():
        return full_checks.start(campaign or people.campaign, people.units[unit], reason, people.officer)


def test_a_unit_checked_whole_has_every_new_report_looked_at_until_it_ends(people):
    neighbours(people)
    rules_draw(people, 0)
    check = check_whole(people)
    whole = decided(report(people), people.verifier)
    other = decided(report(people, "AN1"), people.verifier_an)
    assert drawn(whole).because == "full"
    assert db.session.query(CrossCheck).filter_by(report_id=other.id).count() == 0
    with transaction():
        full_checks.end(check, people.campaign, people.officer)
    later = decided(report(people), people.verifier)
    stand_still(NOW + timedelta(hours=1))
    cross_check_draws.run()
    assert db.session.query(CrossCheck).filter_by(report_id=later.id).count() == 0
    told = db.session.scalars(select(Notice).where(Notice.kind == "full_check").order_by(Notice.id)).all()
    assert [(each.person_id, each.facts["started"]) for each in told] == [
        (people.verifier.id, True),
        (people.verifier.id, False),
    ]
    kinds = db.session.scalars(select(AuditEvent.kind).where(AuditEvent.kind.startswith("full_check"))).all()
    assert sorted(kinds) == ["full_check.ended", "full_check.started"]


@pytest.mark.parametrize(("first", "second"), [("X21583", "X21583"), ("T52", "X21583")])
def test_what_is_checked_whole_is_not_begun_again(people, first, second):
    check_whole(people, first)
    with pytest.raises(Refused, match="full_check_runs"):
        check_whole(people, second)
    assert check_whole(people, "X21907") if first != "T52" else True


def test_a_unit_of_another_province_and_a_closed_campaign_are_refused(people):
    with pytest.raises(Refused, match="unit_outside_campaign"):
        check_whole(people, "X00004")
    stand_still(NOW + timedelta(days=60))
    with pytest.raises(Refused, match="decisions_closed"):
        check_whole(people)


def test_it_ends_once_and_can_begin_again(people):
    check = check_whole(people)
    with transaction():
        full_checks.end(check, people.campaign, people.officer)
    with pytest.raises(Refused, match="full_check_ended"), transaction():
        full_checks.end(check, people.campaign, people.officer)
    assert check_whole(people).id != check.id


def test_who_verifies_no_more_stands_under_the_unit_of_their_last_role(people):
    decided(report(people), people.verifier)
    with transaction():
        persons.grant(people.verifier, "officer", people.units["T52"], persons.system_actor(), since=BEGUN)
    verifier_figures.run()
    assert [each.unit_code for each in rows(people.campaign)] == ["X21583"]
