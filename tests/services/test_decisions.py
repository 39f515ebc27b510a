"""A verifier decides: points, standing and badges follow, once, whatever the order."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import BadgeAward, Decision, LedgerEntry, ReportFlag, Standing, Tally
from app.queries.figures import figures
from app.rulebook.flags import KINDS
from app.services import decisions, openings, reports
from app.services import people as persons
from app.services.decision_rows import Ruling
from app.services.refusals import Refused
from app.services.report_photos import Photo
from tests.cast import NOW, cast, stand_still
from tests.reporting import content, decided, returned, sent

PHOTOS = (Photo("a" * 64, 9, 4, 3), Photo("b" * 64, 9, 4, 3))


def points(enrolment):
    db.session.expire_all()
    return db.session.get_one(Standing, enrolment.id).points


def entries(campaign):
    return db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.campaign_id == campaign.id).order_by(LedgerEntry.seq)
    ).all()


def test_a_verified_sunday_report_earns_its_points_and_leaves_the_noise_alone(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 37}), people.verifier)
    assert points(people.enrolments["QN1"]) == 133
    assert points(people.enrolments["QN2"]) == 0
    [entry] = entries(people.campaign)
    assert (entry.seq, entry.kind, entry.verified_quantity, entry.scored_quantity) == (1, "award", 37, 37)
    assert entries(people.noise) == []


def test_two_reports_of_one_sunday_share_the_cap_whatever_the_order_of_decisions(app):
    people = cast()
    first = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 25})
    stand_still(NOW + timedelta(minutes=1))
    second = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 25})
    decided(second, people.verifier)
    assert points(people.enrolments["QN1"]) == 90
    decided(first, people.verifier)
    assert points(people.enrolments["QN1"]) == 144
    assert [each.kind for each in entries(people.campaign)] == ["award", "award", "adjustment"]
    tally = db.session.get_one(Tally, (people.campaign.id, "vneid_level2_support"))
    assert (tally.verified_quantity, tally.scored_quantity) == (50, 40)


def test_reopening_takes_the_points_back_and_the_other_report_gets_the_room(app):
    people = cast()
    first = decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 25}), people.verifier)
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 25}), people.verifier)
    with transaction():
        decisions.reopen(first, people.verifier, "Nhầm ảnh")
    assert points(people.enrolments["QN1"]) == 90
    decided(first, people.verifier, {"vneid_level2_support": None})
    assert points(people.enrolments["QN1"]) == 90
    kinds = db.session.scalars(select(Decision.kind).where(Decision.report_id == first.id).order_by(Decision.id)).all()
    assert kinds == ["decided", "reopened", "decided"]


def test_a_line_verified_at_nothing_still_has_its_entry_of_no_points(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, {"poster_distribution": 30}), people.verifier)
    [entry] = entries(people.campaign)
    assert (entry.kind, entry.points, entry.verified_quantity, entry.scored_quantity) == ("award", 0, 30, 0)


def test_a_rejected_report_posts_nothing(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    decided(report, people.verifier, {"vneid_level2_support": None})
    assert entries(people.campaign) == []
    assert report.state == "decided"


def test_a_returned_report_is_corrected_sent_again_and_keeps_its_first_submission(app):
    people = cast()
    report = returned(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 9}), people.verifier)
    first = report.first_submitted_at
    assert report.state == "returned"
    with transaction():
        reports.amend(report, content({"vneid_level2_support": 7}), people.captain, report.version, send=True)
    assert (report.state, report.first_submitted_at) == ("submitted", first)
    decided(report, people.verifier)
    assert points(people.enrolments["QN1"]) == 7 * 3 * 120 // 100


def test_badges_come_with_the_decision_and_go_with_the_reopening(app):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 30}), people.verifier)
    held = select(BadgeAward.badge_code, BadgeAward.level).where(BadgeAward.revoked_seq.is_(None))
    assert set(db.session.execute(held).all()) == {("first_deployment", "bronze"), ("vneid_guide", "bronze")}
    assert db.session.get_one(Standing, people.enrolments["QN1"].id).badges == 2
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại ảnh")
    assert db.session.execute(held).all() == []


def test_the_standing_always_equals_what_ledger_and_decisions_say(app):
    people = cast()
    for team, captain in (("QN1", people.captain), ("QN2", people.captain_qn2)):
        report = sent(people.enrolments[team], captain, {"vneid_level2_support": 12, "dvc_full_support": 4})
        decided(report, people.verifier, {"vneid_level2_support": 10}, reason="Số lượng chưa khớp bộ đếm")
    due = figures(people.campaign)
    for enrolment_id, columns in due.items():
        standing = db.session.get_one(Standing, enrolment_id)
        assert {name: getattr(standing, name) for name in columns} == columns


def test_the_second_verifier_is_told_that_the_report_no_longer_waits(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    decided(report, people.verifier)
    with pytest.raises(Refused, match="report_not_waiting"):
        decided(report, people.officer)
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 1


def test_whoever_comes_second_is_told_by_whom_and_when(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    decided(report, people.verifier)
    with pytest.raises(Refused) as refusal:
        decided(report, people.officer)
    assert refusal.value.facts == {"by": "Võ Thanh Dũng", "at": NOW}


def test_a_photo_nobody_opened_holds_an_approval_back_but_not_a_return(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}, photos=PHOTOS)
    [line] = report.lines
    with transaction():
        openings.look_at(report.evidence[0], people.verifier)
        openings.look_at(report.evidence[1], people.officer)
    with pytest.raises(Refused) as refusal, transaction():
        decisions.decide(report, people.verifier, [Ruling(line.id, "verified", 5)], report.version)
    assert (refusal.value.code, refusal.value.facts) == ("evidence_unseen", {"count": 1})
    with transaction():
        decisions.decide(report, people.verifier, [Ruling(line.id, "returned", 0, "Ảnh mờ")], report.version)
    assert report.state == "returned"


def test_a_decision_keeps_what_its_author_had_seen(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}, photos=PHOTOS)
    with transaction() as session:
        for each in session.query(ReportFlag).filter_by(report_id=report.id):
            session.delete(each)
        session.add(ReportFlag(report_id=report.id, position=9, code="round_number", weight=20, facts={}))
        openings.look_at(report.evidence[0], people.verifier)
        openings.look_at(report.evidence[0], people.verifier)
        openings.look_at(report.evidence[1], people.verifier)
    with transaction():
        decisions.decide(report, people.verifier, [Ruling(report.lines[0].id, "verified", 5)], report.version)
    decision = db.session.get_one(Decision, report.decision_id)
    assert decision.seen == {
        "photos": sorted(each.sha256 for each in PHOTOS),
        "flags": ["round_number"],
        "checks": sorted(KINDS.keys() - {"round_number"}),
    }
    assert decision.content_hash == report.content_hash


def test_a_return_is_taken_back_until_the_team_sends_again(app):
    people = cast()
    report = returned(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}), people.verifier)
    with pytest.raises(Refused, match="not_yours_to_reopen"), transaction():
        decisions.reopen(report, second_verifier(people), "Bấm nhầm")
    with transaction():
        decisions.reopen(report, people.verifier, "Bấm nhầm")
    assert report.state == "submitted"
    decided(report, people.verifier)
    assert points(people.enrolments["QN1"]) == 18


def second_verifier(people):
    with transaction():
        deputy = persons.add("deputy@cast.example", "Trần Lê Ỷ Nhi", None, people.officer)
        persons.grant(deputy, "verifier", people.units["X21583"], people.officer)
    return deputy


def test_a_report_changed_since_the_verifier_looked_is_not_decided(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    seen = report.version
    with transaction():
        reports.amend(report, content({"vneid_level2_support": 6}), people.captain, seen, send=True)
    with pytest.raises(Refused, match="report_changed"), transaction():
        decisions.decide(report, people.verifier, [Ruling(report.lines[0].id, "verified", 5)], seen)


@pytest.mark.parametrize("name", ["captain", "member", "verifier_an", "verifier_hn", "auditor", "admin", "outsider"])
def test_nobody_decides_their_own_team_or_outside_their_unit(app, name):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    with pytest.raises(Refused, match="not_yours_to_decide"):
        decided(report, getattr(people, name))


def test_only_its_author_or_an_officer_reopens_a_decision(app):
    people = cast()
    report = decided(sent(people.enrolments["AN1"], people.captain_an1, {"vneid_level2_support": 5}), people.officer)
    with pytest.raises(Refused, match="not_yours_to_reopen"), transaction():
        decisions.reopen(report, people.verifier_an, "Xem lại")
    with transaction():
        decisions.reopen(report, people.officer, "Xem lại")
    assert report.state == "submitted"
