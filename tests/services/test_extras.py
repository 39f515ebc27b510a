"""Bonuses, penalties, reversals and bars: posted by a person with a reason, once, outside caps and ceiling."""

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import AuditEvent, Award, Enrolment, Extra, LedgerEntry, Standing
from app.queries.rules import rule_book
from app.services import extras
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from tests.cast import NOW, cast, stand_still
from tests.concluding import concluded
from tests.endings import announced
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"
FULL_DAY = {"vneid_level2_support": 40, "e_payment_support": 50, "dvc_full_support": 25, "dvc_partial_support": 25}


def points(enrolment):
    return db.session.get_one(Standing, enrolment.id, populate_existing=True).points


def penalties(enrolment):
    return db.session.get_one(Standing, enrolment.id, populate_existing=True).penalty_points


def last_entry(campaign):
    wanted = select(LedgerEntry).where(LedgerEntry.campaign_id == campaign.id).order_by(LedgerEntry.seq.desc())
    return db.session.scalars(wanted.limit(1)).one()


def fined(people, team="QN1", code="repeated_late", subject="a report", size=5):
    with transaction():
        return extras.post(people.enrolments[team], "penalty", code, subject, size, people.officer, "Chậm ba lần")


def refused(code, move, *args, **kwargs):
    with pytest.raises(Refused) as found, transaction():
        move(*args, **kwargs)
    assert found.value.code == code


def all_invariants_hold():
    assert {name: list(find()) for name, find in INVARIANTS.items()} == {name: [] for name in INVARIANTS}


def test_a_penalty_stands_outside_caps_and_ceiling_and_a_total_may_be_negative(app):
    people = cast()
    extra = fined(people)
    assert points(people.enrolments["QN1"]) == -5
    assert penalties(people.enrolments["QN1"]) == 5
    entry = last_entry(people.campaign)
    assert (entry.kind, entry.points, entry.reason, entry.seq) == ("penalty", -5, "repeated_late", extra.seq)
    assert (entry.verified_quantity, entry.scored_quantity, entry.line_id) == (0, 0, None)
    decided(sent(people.enrolments["QN1"], people.captain, FULL_DAY), people.verifier)
    assert points(people.enrolments["QN1"]) == 400 - 5
    assert points(people.enrolments["QN2"]) == 0
    all_invariants_hold()


def test_a_bonus_comes_on_top_of_a_full_day_and_is_bounded_by_the_rules(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, FULL_DAY), people.verifier)
    with transaction():
        extras.post(people.enrolments["QN1"], "bonus", "creative_model", "form-1", 50, people.officer, "Biên bản số 3")
    assert points(people.enrolments["QN1"]) == 450
    given = (people.enrolments["QN1"], "bonus", "creative_model", "form-2")
    refused("extra_size", extras.post, *given, 51, people.officer, "Biên bản số 3")
    all_invariants_hold()


def test_the_same_thing_is_posted_once_whatever_is_pressed_twice(app):
    people = cast()
    assert fined(people).id == fined(people).id
    assert points(people.enrolments["QN1"]) == -5
    assert db.session.query(Extra).count() == 1
    again = (people.enrolments["QN1"], "penalty", "repeated_late", "a report", 5, people.officer)
    refused("extra_posted", extras.post, *again, "Lý do khác")


def test_a_reversal_mirrors_a_penalty_once_and_names_its_entry(app):
    people = cast()
    extra = fined(people)
    for _ in range(2):
        with transaction():
            extras.reverse(db.session.get_one(Extra, extra.id), people.officer, "Đội đã báo trước")
    assert points(people.enrolments["QN1"]) == 0
    assert penalties(people.enrolments["QN1"]) == 0
    entry = last_entry(people.campaign)
    assert (entry.kind, entry.points, entry.reason) == ("reversal", 5, f"reverses:{extra.seq}")
    assert entry.seq == extra.seq + 1
    refused(
        "not_reversible", extras.reverse, db.session.query(Extra).filter_by(kind="reversal").one(), people.officer, ""
    )
    all_invariants_hold()


def test_a_bonus_taken_back_is_no_penalty(app):
    people = cast()
    with transaction():
        bonus = extras.post(people.enrolments["QN1"], "bonus", "creative_model", "f", 20, people.officer, "Biên bản")
        extras.reverse(bonus, people.officer, "Nhập nhầm đội")
    assert (points(people.enrolments["QN1"]), penalties(people.enrolments["QN1"])) == (0, 0)
    all_invariants_hold()


def test_the_rules_fix_the_size_of_a_penalty_and_know_its_code(app):
    people = cast()
    about = (people.enrolments["QN1"], "penalty")
    refused("extra_size", extras.post, *about, "repeated_late", "x", 500, people.officer, "Quá tay")
    refused("extra_unknown", extras.post, *about, "rudeness", "x", 5, people.officer, "Không có trong thể lệ")
    refused("extra_size", extras.post, *about, "inflated_count", "x", 0, people.officer, "Không điểm nào")
    with transaction():
        extras.post(*about, "inflated_count", "x", 37, people.officer, "Kiểm tra tại chỗ")
    assert points(people.enrolments["QN1"]) == -37


@pytest.mark.parametrize("name", ["captain", "verifier", "auditor", "admin", "verifier_hn", "outsider"])
def test_only_an_officer_of_the_unit_posts(app, name):
    people = cast()
    about = (people.enrolments["QN1"], "penalty", "repeated_late", "x", 5)
    refused("not_yours_to_post", extras.post, *about, getattr(people, name), "Không phải việc của tôi")
    refused("not_yours_to_post", extras.bar, people.enrolments["QN1"], getattr(people, name), "Không phải việc của tôi")


def test_nothing_is_posted_after_the_announcement(app):
    people = announced()
    again = people.enrolments["QN1"]
    refused("results_final", extras.post, again, "penalty", "repeated_late", "new", 5, people.officer, "Muộn")
    refused("results_final", extras.bar, again, people.officer, "Muộn")


def test_every_posting_is_audited_with_its_sequence(app):
    people = cast()
    extra = fined(people)
    found = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "extra.penalty")).one()
    assert found.detail == {"seq": extra.seq, "code": "repeated_late"}


def test_a_barred_team_keeps_its_points_and_gets_no_prize(app):
    people = cast()
    for day in (1, 8, 15):
        stand_still(NOW.replace(day=day))
        for team, captain in (("QN1", people.captain), ("QN2", people.captain_qn2)):
            report = sent(people.enrolments[team], captain, {VNEID: 20 + len(team)}, NOW.replace(day=day).date())
            decided(report, people.verifier)
    with transaction():
        assert extras.bar(people.enrolments["QN1"], people.officer, "Hội đồng kết luận").points == 0
        extras.bar(people.enrolments["QN1"], people.officer, "Hội đồng kết luận")
    entry = last_entry(people.campaign)
    assert (entry.kind, entry.points, entry.reason) == ("annulment", 0, "fabrication")
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    given = db.session.scalars(select(Award.enrolment_id)).all()
    assert list(given) == [people.enrolments["QN2"].id]
    assert points(db.session.get_one(Enrolment, people.enrolments["QN1"].id)) > 0
    all_invariants_hold()


def test_every_penalty_of_the_rules_can_be_posted(app):
    people = cast()
    for each in rule_book(people.campaign.id).newest.penalties:
        fined(people, code=each.code, size=each.points or 7)
    all_invariants_hold()
