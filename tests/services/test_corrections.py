"""A team lowers its own figures, the council annuls a session: the live decision moves, points follow."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Decision, LedgerEntry, Report, Standing
from app.queries.team_facts import team_facts
from app.services import decisions, extras
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from tests.cast import NOW, cast, stand_still
from tests.endings import announced
from tests.reporting import decided, sent

VNEID, DOSSIER = "vneid_level2_support", "dvc_full_support"


def points(enrolment):
    return db.session.get_one(Standing, enrolment.id, populate_existing=True).points


def line(report, code=VNEID):
    return next(each.id for each in report.lines if each.activity_code == code)


def correct(report, by, quantity, code=VNEID):
    with transaction():
        decisions.correct(report, by, {line(report, code): quantity}, "Đếm lại sổ, có 2 lượt ghi trùng")
    db.session.refresh(report)


def annul(report, by):
    with transaction():
        decisions.annul(report, by, "Biên bản của Hội đồng số 4")
    db.session.refresh(report)


def refused(code, move, *args):
    with pytest.raises(Refused) as found, transaction():
        move(*args)
    assert found.value.code == code


def entries_of(report):
    wanted = select(LedgerEntry).where(LedgerEntry.report_id == report.id).order_by(LedgerEntry.seq)
    return [(each.kind, each.verified_quantity, each.points, each.reason) for each in db.session.scalars(wanted)]


def all_invariants_hold():
    assert {name: list(find()) for name, find in INVARIANTS.items()} == {name: [] for name in INVARIANTS}


def facts(people, team="QN1"):
    mine = people.enrolments[team].id
    return team_facts(people.campaign, [mine])[mine]


def test_an_honest_correction_costs_the_excess_and_nothing_else(app):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 20, DOSSIER: 5}), people.verifier)
    assert points(people.enrolments["QN1"]) == 72 + 30
    correct(report, people.captain, 18)
    assert points(people.enrolments["QN1"]) == 64 + 30
    assert entries_of(report)[-1] == ("adjustment", -2, -8, "correction")
    found = facts(people)
    assert (found.first_time, found.claimed, found.verified, found.decided) == (1, 23, 23, 1)
    assert db.session.get_one(Decision, report.decision_id).kind == "corrected"
    all_invariants_hold()


def test_a_correction_below_a_cap_lets_another_line_take_the_room(app):
    people = cast()
    first = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), people.verifier)
    stand_still(NOW + timedelta(minutes=1))
    decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), people.verifier)
    assert points(people.enrolments["QN1"]) == 144
    correct(first, people.captain, 20)
    assert points(people.enrolments["QN1"]) == 144
    correct(first, people.captain, 10)
    assert points(people.enrolments["QN1"]) == 36 + 90
    all_invariants_hold()


def test_a_reduction_by_the_verifier_stays_a_reduction_after_a_correction(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {VNEID: 20})
    decided(report, people.verifier, {VNEID: 15}, "Bộ đếm có 15")
    correct(report, people.captain, 12)
    assert (facts(people).first_time, facts(people).claimed, facts(people).verified) == (0, 17, 12)
    all_invariants_hold()


def test_a_correction_never_raises_and_says_when_there_is_nothing_to_lower(app):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 20}), people.verifier)
    refused("correction_raises", decisions.correct, report, people.captain, {line(report): 21}, "Thêm")
    refused("nothing_to_correct", decisions.correct, report, people.captain, {line(report): 20}, "Như cũ")
    refused("nothing_to_correct", decisions.correct, report, people.captain, {}, "Không có gì")
    assert len(entries_of(report)) == 1


def test_only_the_teams_captain_corrects_and_only_what_is_decided(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {VNEID: 20})
    refused("report_not_decided", decisions.correct, report, people.captain, {line(report): 1}, "Sớm")
    decided(report, people.verifier)
    for other in (people.member, people.captain_qn2, people.verifier, people.officer):
        refused("not_yours_to_correct", decisions.correct, report, other, {line(report): 1}, "Của đội khác")


def test_once_a_penalty_names_the_report_it_is_too_late_for_an_honest_correction(app):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 20}), people.verifier)
    with transaction():
        about = (people.enrolments["QN1"], "penalty", "inflated_count", report.uuid, 12, people.officer)
        extras.post(*about, "Kiểm tra tại chỗ", report)
    refused("report_flagged", decisions.correct, report, people.captain, {line(report): 1}, "Muộn")


def test_a_corrected_report_can_be_reopened_and_decided_again(app):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 20}), people.verifier)
    correct(report, people.captain, 18)
    with transaction():
        decisions.reopen(report, people.officer, "Kiểm tra lại")
    assert points(people.enrolments["QN1"]) == 0
    db.session.refresh(report)
    decided(report, people.verifier, {VNEID: 18})
    assert points(people.enrolments["QN1"]) == 64
    all_invariants_hold()


def test_an_annulled_session_gives_everything_back_and_frees_its_room(app):
    people = cast()
    first = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), people.verifier)
    stand_still(NOW + timedelta(minutes=1))
    second = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), people.verifier)
    annul(first, people.officer)
    assert points(people.enrolments["QN1"]) == 90
    assert entries_of(first)[-1] == ("annulment", -25, -90, "fabrication")
    assert entries_of(second)[-1] == ("adjustment", 0, 36, "fabrication")
    assert (facts(people).verified, facts(people).reports_verified) == (25, 1)
    refused("report_annulled", decisions.annul, first, people.officer, "Hai lần")
    refused("report_annulled", decisions.reopen, first, people.officer, "Mở lại")
    refused("report_annulled", decisions.correct, first, people.captain, {line(first): 1}, "Sửa")
    all_invariants_hold()


@pytest.mark.parametrize("name", ["captain", "verifier", "auditor", "verifier_hn"])
def test_only_an_officer_annuls(app, name):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 20}), people.verifier)
    refused("not_yours_to_decide", decisions.annul, report, getattr(people, name), "Không được")


def test_nothing_is_annulled_or_corrected_after_the_announcement(app):
    people = announced()
    report = db.session.query(LedgerEntry).filter(LedgerEntry.enrolment_id == people.enrolments["QN1"].id).first()
    found = db.session.get_one(Report, report.report_id)
    refused("results_final", decisions.annul, found, people.officer, "Muộn")
    refused("decisions_closed", decisions.correct, found, people.captain, {line(found): 1}, "Muộn")
