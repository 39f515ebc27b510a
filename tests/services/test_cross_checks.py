"""A second look: drawn by lot, given by another unit, never by who took part; points follow what was found."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from app.database import db, transaction
from app.jobs import cross_check_draws
from app.models import AuditEvent, CrossCheck, Decision, FullCheck, Notice
from app.queries.cross_check_lots import lots
from app.queries.cross_checks import asked_of, find, find_asked, to_tell
from app.queries.draw_progress import looked_through
from app.queries.rights import rights_of
from app.queries.rules import rule_book
from app.rulebook.draws import is_drawn
from app.services import cross_checks, decisions, rechecks
from app.services import people as persons
from app.services.decision_rows import Ruling
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from tests.cast import BEGUN, NOW, cast, stand_still
from tests.neighbours import LATER, drawn, neighbours, rules_draw
from tests.reporting import SUNDAY, decided, looked, sent
from tests.services.test_decisions import points

VNEID = "vneid_level2_support"


@pytest.fixture
def people(app):
    return cast()


@pytest.fixture
def ward(people):
    """The neighbours, in a campaign that draws every report."""
    found = neighbours(people)
    rules_draw(people, 100)
    return found


def verified(people, quantity=25, team="QN1"):
    by = {"QN1": people.captain, "QN2": people.captain_qn2}[team]
    return decided(sent(people.enrolments[team], by, {VNEID: quantity}), people.verifier)


def finding(report, quantity, reason=""):
    return [
        Ruling(each.id, "verified" if quantity else "rejected", quantity, reason)
        for each in report.lines
        if each.claimed
    ]


def give(check, by, quantity, reason=""):
    with transaction():
        looked(check.report, by)
        return cross_checks.answer(check, by, finding(check.report, quantity, reason), check.report.decision_id)


def broken():
    return {name: found for name, each in INVARIANTS.items() if (found := list(each()))}


def test_what_is_drawn_goes_to_the_other_ward_of_the_cluster_and_to_nobody_else(people, ward):
    report = verified(people)
    waiting = sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 3})
    check = drawn(report)
    assert (check.because, check.unit_id, check.outcome) == ("sample", ward.unit.id, None)
    assert [each.uuid for each in asked_of(rights_of(ward.verifier))] == [report.uuid]
    for other in (people.verifier, people.verifier_an, people.officer, people.captain, people.auditor):
        assert not asked_of(rights_of(other))
        assert find(rights_of(other), report.uuid) is None
    assert drawn(waiting) is None
    assert db.session.query(CrossCheck).count() == 1


def test_nothing_is_drawn_twice_however_often_the_job_runs(people, ward):
    report = verified(people)
    first = drawn(report).id
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại ảnh")
    decided(report, people.verifier, {VNEID: 20}, "Số lượng chưa khớp bộ đếm")
    assert cross_check_draws.run() == []
    assert drawn(report).id == first


def test_a_decision_of_this_minute_waits_for_the_next_draw(people, ward):
    verified(people)
    assert cross_check_draws.run() == []
    stand_still(LATER)
    assert cross_check_draws.run() == [f"{people.campaign.code}:1"]


def test_who_was_asked_reads_once_how_many_there_are(people, ward):
    verified(people), verified(people, 5, "QN2")
    stand_still(LATER)
    cross_check_draws.run()
    asked = db.session.scalars(select(Notice).where(Notice.kind == "cross_check_waiting")).all()
    assert [(each.person_id, each.facts) for each in asked] == [(ward.verifier.id, {"count": 2})]


def test_the_public_list_draws_what_was_drawn(people):
    neighbours(people)
    made = [verified(people, 1 + each, team) for each in range(8) for team in ("QN1", "QN2")]
    stand_still(LATER)
    cross_check_draws.run()
    chosen = {each.report.uuid for each in db.session.query(CrossCheck) if each.because == "sample"}
    seed = people.campaign.draw_seed
    assert chosen == {each.report for each in lots(people.campaign) if is_drawn(seed, each.report, each.chained, 10)}
    assert len(list(lots(people.campaign))) == len(made)


def test_a_flagged_report_is_looked_at_whatever_the_lot_says(people):
    ward = neighbours(people)
    rules_draw(people, 0)
    plain, flagged = verified(people), sent(people.enrolments["QN1"], people.captain, {VNEID: 2000})
    with transaction():
        flagged.risk = 60
    decided(flagged, people.verifier)
    assert drawn(plain) is None
    assert (drawn(flagged).because, drawn(flagged).unit_id) == ("flagged", ward.unit.id)


def test_agreeing_moves_nothing_and_is_kept(people, ward):
    report = verified(people)
    before, check = points(people.enrolments["QN1"]), drawn(report)
    assert give(check, ward.verifier, 25) is False
    assert (check.outcome, check.by_id, check.decision_id) == ("agreed", ward.verifier.id, report.decision_id)
    assert points(people.enrolments["QN1"]) == before
    assert broken() == {}


def test_a_lower_figure_is_a_new_decision_and_the_points_follow(people, ward):
    report = verified(people)
    check = drawn(report)
    assert give(check, ward.verifier, 20, "Số lượng chưa khớp bộ đếm") is True
    db.session.refresh(report)
    live = db.session.get_one(Decision, report.decision_id)
    assert (live.kind, live.by_id, live.first_look) == ("checked", ward.verifier.id, False)
    assert (live.seen or {})["photos"] == [each.sha256 for each in report.evidence]
    assert points(people.enrolments["QN1"]) == 72
    assert (check.outcome, check.decision_id) == ("changed", live.id)
    told = db.session.scalars(
        select(Notice.kind).where(Notice.person_id == people.captain.id, Notice.cancelled_at.is_(None))
    )
    assert "report_checked" in set(told)
    assert broken() == {}


@pytest.mark.parametrize("planted", ["by_id = (SELECT by_id FROM decisions ORDER BY id LIMIT 1)", "outcome = 'agreed'"])
def test_a_second_look_by_who_decided_or_with_another_outcome_is_found(people, ward, planted):
    check = drawn(verified(people))
    give(check, ward.verifier, 20, "Số lượng chưa khớp bộ đếm")
    assert not list(INVARIANTS["second_looks_by_others"]())
    with transaction() as session:
        session.execute(text(f"UPDATE cross_checks SET {planted}"))
    assert list(INVARIANTS["second_looks_by_others"]())


def test_photos_are_opened_before_a_second_look_counts(people, ward):
    check = drawn(verified(people))
    with pytest.raises(Refused, match="evidence_unseen"), transaction():
        cross_checks.answer(check, ward.verifier, finding(check.report, 25), check.report.decision_id)
    assert check.outcome is None


def test_given_twice_the_second_is_told_by_whom(people, ward):
    check = drawn(verified(people))
    give(check, ward.verifier, 25)
    with pytest.raises(Refused) as refused:
        give(check, ward.verifier, 20, "Khác")
    assert (refused.value.code, refused.value.facts["by"]) == ("cross_check_given", ward.verifier.full_name)


@pytest.mark.parametrize("who", ["verifier", "verifier_an", "officer", "captain"])
def test_whom_it_was_not_asked_of_does_not_give_it(people, ward, who):
    check, other = drawn(verified(people)), getattr(people, who)
    with pytest.raises(Refused, match="not_yours_to_check"):
        give(check, other, 20, "Khác")


def test_a_reviewer_who_joined_the_team_in_between_gives_it_no_longer(people, ward):
    check = drawn(verified(people))
    with transaction():
        persons.grant(ward.verifier, "member", people.teams["QN1"], people.officer, since=BEGUN)
    with pytest.raises(Refused, match="not_yours_to_check"):
        give(check, ward.verifier, 20, "Khác")
    assert not asked_of(rights_of(ward.verifier))


def test_whoever_agreed_at_a_second_look_has_judged_the_team_and_does_not_join_it_for_that_time(people, ward):
    give(drawn(verified(people)), ward.verifier, 25)
    with pytest.raises(Refused, match="judged_the_team"), transaction():
        persons.grant(ward.verifier, "member", people.teams["QN1"], people.officer, since=BEGUN)


def test_a_decision_that_changed_meanwhile_is_looked_at_anew(people, ward):
    report = verified(people)
    check, seen = drawn(report), report.decision_id
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại")
    decided(report, people.verifier, {VNEID: 20}, "Số lượng chưa khớp bộ đếm")
    with transaction():
        looked(report, ward.verifier)
    with pytest.raises(Refused, match="decision_changed"), transaction():
        cross_checks.answer(check, ward.verifier, finding(report, 25), seen)


def test_after_the_close_no_second_look_moves_points(people, ward):
    check = drawn(verified(people))
    stand_still(NOW + timedelta(days=25))
    with pytest.raises(Refused, match="decisions_closed"):
        give(check, ward.verifier, 20, "Khác")


def test_who_cannot_tell_hands_it_to_the_province(people, ward):
    check = drawn(verified(people))
    with transaction():
        cross_checks.pass_up(check, ward.verifier, "Không rõ ai có mặt")
    assert not asked_of(rights_of(ward.verifier))
    assert [each.uuid for each in asked_of(rights_of(people.officer))] == [check.report.uuid]
    assert give(check, people.officer, 0, "Không có buổi này") is True
    assert points(people.enrolments["QN1"]) == 0
    assert broken() == {}


def test_a_verifier_asks_the_cluster_about_what_they_decided_once(people):
    ward = neighbours(people)
    rules_draw(people, 0)
    report = verified(people)
    with transaction():
        check = cross_checks.hand_on(report, people.verifier, "Tôi quen đội này")
    assert (check.because, check.unit_id, check.note) == ("handed", ward.unit.id, "Tôi quen đội này")
    with pytest.raises(Refused, match="cross_check_asked"), transaction():
        cross_checks.hand_on(report, people.verifier, "Lần nữa")
    other = verified(people, 3, "QN2")
    with pytest.raises(Refused, match="not_yours_to_hand_on"), transaction():
        cross_checks.hand_on(other, people.verifier_an, "Của đơn vị khác")


def test_a_cluster_without_another_verifier_is_the_provinces(people):
    rules_draw(people, 100)
    report = decided(sent(people.enrolments["AN1"], people.captain_an1, {VNEID: 5}), people.verifier_an)
    check = drawn(report)
    assert check.unit_id is None
    assert [each.uuid for each in asked_of(rights_of(people.officer))] == [report.uuid]


def test_the_work_is_spread_over_the_units_of_the_cluster(people, ward):
    with transaction():
        persons.grant(people.outsider, "verifier", people.units["X21583"], people.officer)
    for each in range(4):
        decided(sent(ward.enrolment, ward.captain, {VNEID: 1 + each}), ward.verifier)
        verified(people, 1 + each)
    stand_still(LATER)
    cross_check_draws.run()
    asked = [each.unit.code for each in db.session.query(CrossCheck)]
    assert sorted(asked) == ["X21583"] * 4 + ["X21601"] * 4


def test_a_ward_with_two_verifiers_is_not_asked_about_its_own_work(people, ward):
    with transaction():
        persons.grant(people.outsider, "verifier", people.units["X21583"], people.officer)
    made = [verified(people, 1 + each) for each in range(3)]
    assert {drawn(each).unit_id for each in made} == {ward.unit.id}


def test_a_unit_in_which_everybody_took_part_is_not_asked(people, ward):
    with transaction():
        persons.grant(ward.verifier, "member", people.teams["QN1"], people.officer, since=BEGUN)
    assert drawn(verified(people)).unit_id is None


def test_a_report_handed_on_before_the_draw_is_asked_for_once(people, ward):
    handed, other = verified(people), verified(people, 5, "QN2")
    with transaction():
        cross_checks.hand_on(handed, people.verifier, "Tôi quen đội này")
    assert (drawn(handed).because, drawn(other).because) == ("handed", "sample")
    assert db.session.query(CrossCheck).count() == 2


def test_who_decided_a_report_does_not_look_at_it_for_the_province(people, ward):
    check = drawn(decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 5}), people.officer))
    with transaction():
        cross_checks.pass_up(check, ward.verifier, "Không rõ ai có mặt")
    assert not asked_of(rights_of(people.officer))
    assert find(rights_of(people.officer), check.report.uuid) is None
    with pytest.raises(Refused, match="not_yours_to_check"):
        give(check, people.officer, 4, "Khác")


def contested(people, report, quantity):
    """The officer answers the captain's request: with this figure, or none of it."""
    with transaction():
        request = rechecks.ask(str(uuid4()), report, report.decision_id, people.captain, "Bộ đếm ghi 25")
    with transaction():
        looked(report, people.officer)
        about = (request, people.officer)
        if quantity:
            rechecks.grant(*about, finding(report, quantity, "Có xác nhận"), report.decision_id, "Có xác nhận")
        else:
            rechecks.turn_down(*about, report.decision_id, "Ảnh không đủ")
    db.session.refresh(report)


@pytest.mark.parametrize("quantity", [25, 0])
def test_what_was_answered_one_level_up_no_second_look_lowers(people, ward, quantity):
    report = decided(
        sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), people.verifier, {VNEID: 20}, "Đếm lại"
    )
    beside = verified(people, 5, "QN2")
    check, other = drawn(report), drawn(beside)
    contested(people, report, quantity)
    before = points(people.enrolments["QN1"])
    for move in (lambda: give(check, ward.verifier, 4, "Khác"), lambda: passes_up(check, ward.verifier)):
        with pytest.raises(Refused) as refused:
            move()
        assert (refused.value.code, refused.value.facts["by"]) == ("check_overruled", people.officer.full_name)
    assert [each.uuid for each in asked_of(rights_of(ward.verifier))] == [other.report.uuid]
    assert find(rights_of(ward.verifier), report.uuid) is None
    assert find_asked(rights_of(ward.verifier), report.uuid).id == check.id
    assert (to_tell(report), to_tell(other.report).id) == (None, other.id)
    assert points(people.enrolments["QN1"]) == before
    assert broken() == {}


def test_of_what_was_annulled_or_reopened_no_second_look_is_said_to_come(people, ward):
    annulled, reopened, other = (verified(people, 5, team) for team in ("QN1", "QN2", "QN1"))
    checks = [drawn(each) for each in (annulled, reopened, other)]
    with transaction():
        decisions.annul(annulled, people.officer, "Khai khống")
    with transaction():
        decisions.reopen(reopened, people.officer, "Xem lại")
    assert [to_tell(each.report) and each.id for each in checks] == [None, None, checks[2].id]


def test_what_is_reopened_after_the_answer_and_decided_anew_is_looked_at_again(people, ward):
    report = decided(
        sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), people.verifier, {VNEID: 20}, "Đếm lại"
    )
    check = drawn(report)
    contested(people, report, 25)
    with transaction():
        decisions.reopen(report, people.officer, "Xem lại")
    with pytest.raises(Refused, match="check_reopened"):
        give(check, ward.verifier, 4, "Khác")
    decided(report, people.verifier)
    assert [each.uuid for each in asked_of(rights_of(ward.verifier))] == [report.uuid]
    assert give(check, ward.verifier, 24, "Đếm lại") is True


def test_an_answer_stands_when_what_was_contested_had_been_reopened_before_it(people, ward):
    report = verified(people, 20)
    check = drawn(report)
    with transaction():
        request = rechecks.ask(str(uuid4()), report, report.decision_id, people.captain, "Bộ đếm ghi 25")
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại")
    decided(report, people.verifier)
    with transaction():
        looked(report, people.officer)
        rechecks.turn_down(request, people.officer, report.decision_id, "Ảnh không đủ")
    with pytest.raises(Refused, match="check_overruled"):
        give(check, ward.verifier, 4, "Khác")


def test_nothing_of_an_annulled_report_is_left_to_look_at(people, ward):
    check = drawn(verified(people))
    with transaction():
        decisions.annul(check.report, people.officer, "Không có buổi này")
    assert asked_of(rights_of(ward.verifier)) == []
    with pytest.raises(Refused, match="report_annulled"):
        give(check, ward.verifier, 4, "Khác")


def test_today_is_the_day_of_the_campaigns_own_zone(people, ward):
    """A reviewer who joined the team today, 16 March, has had no part in it where it is still the 15th."""
    check = drawn(verified(people))
    with transaction():
        persons.grant(ward.verifier, "member", people.teams["QN1"], people.officer, since=SUNDAY + timedelta(days=1))
    at_home = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)  # one o'clock in the morning in Vietnam
    stand_still(at_home)
    assert asked_of(rights_of(ward.verifier)) == []
    with transaction():
        people.campaign.zone = "Europe/London"
    assert [each.uuid for each in asked_of(rights_of(ward.verifier))] == [check.report.uuid]


def test_where_nothing_is_drawn_the_next_draw_begins_where_the_last_ended(people, ward):
    rules_draw(people, 0)
    first = verified(people)
    assert drawn(first) is None
    book = rule_book(people.campaign.id)
    assert looked_through(people.campaign, book.number) == first.decision_id
    assert looked_through(people.campaign, book.number + 1) == 0
    stand_still(LATER + timedelta(minutes=5))
    second = verified(people, 5, "QN2")
    stand_still(LATER + timedelta(minutes=10))
    asked = [each.report for each in lots(people.campaign, looked_through(people.campaign, book.number))]
    assert asked == [second.uuid]
    cross_check_draws.run()
    assert looked_through(people.campaign, book.number) == second.decision_id
    rules_draw(people, 100)
    cross_check_draws.run()
    assert {each.report_id for each in db.session.query(CrossCheck)} == {first.id, second.id}


def passes_up(check, by):
    with transaction():
        cross_checks.pass_up(check, by, "Không rõ")


def test_all_of_a_unit_that_is_checked_whole_is_looked_at_until_that_ends(people):
    neighbours(people)
    rules_draw(people, 0)
    why = {"since": NOW, "by_id": people.officer.id, "reason": "Theo kết luận kiểm tra"}
    with transaction() as session:
        whole = FullCheck(campaign_id=people.campaign.id, unit_id=people.units["X21583"].id, **why)
        elsewhere = FullCheck(campaign_id=people.noise.id, unit_id=people.units["X21907"].id, **why)
        session.add_all([whole, elsewhere])
    first = verified(people)
    other = decided(sent(people.enrolments["AN1"], people.captain_an1, {VNEID: 5}), people.verifier_an)
    assert (drawn(first).because, drawn(other)) == ("full", None)
    with transaction():
        whole.ended_at = NOW
    stand_still(NOW)
    assert drawn(verified(people, 3)) is None


def test_each_draw_leaves_one_event(people, ward):
    verified(people), verified(people, 5, "QN2")
    stand_still(LATER)
    cross_check_draws.run()
    cross_check_draws.run()
    [event] = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "cross_checks.drawn"))
    assert (event.detail or {})["count"] == 2
