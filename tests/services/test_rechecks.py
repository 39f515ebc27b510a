"""A team asks for a re-check once and in time; somebody else one level up answers, and points move by entries."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Decision, LedgerEntry, Notice, RecheckRequest, Report
from app.queries.extras import barred
from app.queries.rechecks import asked_of, find, open_in, waiting_on
from app.queries.rights import rights_of
from app.queries.statuses import outcomes
from app.services import decisions, openings, privacy, rechecks, reports, retention
from app.services import people as persons
from app.services.decision_rows import Ruling
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from app.services.report_photos import Photo, photos_of
from tests.cast import BEGUN, NOW, cast, stand_still
from tests.concluding import concluded
from tests.reporting import content, decided, looked, returned, sent
from tests.services.test_decisions import points

VNEID = "vneid_level2_support"
WHY = "Bộ đếm ghi 25, có xác nhận của bộ phận một cửa"


@pytest.fixture
def people(app):
    return cast()


@pytest.fixture
def report(people):
    """QN1's report of 25, of which the ward verified 20."""
    made = sent(people.enrolments["QN1"], people.captain, {VNEID: 25})
    return decided(made, people.verifier, {VNEID: 20}, "Số lượng chưa khớp bộ đếm")


def ask(report, by, reason=WHY, uuid=None):
    with transaction():
        return rechecks.ask(uuid or str(uuid4()), report, report.decision_id, by, reason)


def grant(request, by, quantity):
    with transaction():
        looked(request.report, by)
        lines = [each for each in request.report.lines if each.claimed]
        rulings = [Ruling(each.id, "verified", quantity, "Có xác nhận") for each in lines]
        return rechecks.grant(request, by, rulings, request.report.decision_id, "Có xác nhận của một cửa")


def told(person):
    return set(db.session.scalars(select(Notice.kind).where(Notice.person_id == person.id)))


def broken():
    return {name: found for name, each in INVARIANTS.items() if (found := list(each()))}


def test_the_officer_above_answers_and_the_ward_that_decided_does_not(people, report):
    request = ask(report, people.captain)
    assert [each.id for each in asked_of(rights_of(people.officer))] == [request.id]
    for other in (people.verifier, people.verifier_an, people.captain, people.verifier_hn, people.auditor):
        assert asked_of(rights_of(other)) == []
        assert find(rights_of(other), request.uuid) is None
    assert "recheck_waiting" in told(people.officer)


def test_what_is_granted_is_a_new_decision_with_entries_of_its_own(people, report):
    answer = grant(ask(report, people.captain), people.officer, 25)
    db.session.refresh(report)
    live = db.session.get_one(Decision, report.decision_id)
    assert (live.kind, live.by_id, answer.verdict, answer.decision_id) == (
        "rechecked",
        people.officer.id,
        "granted",
        live.id,
    )
    assert points(people.enrolments["QN1"]) == 90
    last = db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq)).all()[-1]
    assert (last.kind, last.reason, last.points) == ("adjustment", "recheck", 18)
    assert "recheck_answered" in told(people.captain)
    assert broken() == {}


def test_what_is_turned_down_moves_nothing_and_says_why(people, report):
    request, before = ask(report, people.captain), report.decision_id
    with transaction():
        answer = rechecks.turn_down(request, people.officer, before, "Ảnh không đủ")
    db.session.refresh(report)
    assert (answer.verdict, answer.reason, answer.decision_id, report.decision_id) == (
        "turned_down",
        "Ảnh không đủ",
        None,
        before,
    )
    assert points(people.enrolments["QN1"]) == 72
    assert "recheck_answered" in told(people.captain)
    assert broken() == {}


def test_the_same_form_asks_once_and_the_same_decision_is_contested_once(people, report):
    uuid = str(uuid4())
    assert ask(report, people.captain, uuid=uuid).id == ask(report, people.captain, uuid=uuid).id
    with pytest.raises(Refused, match="recheck_asked"):
        ask(report, people.captain)
    assert db.session.query(RecheckRequest).count() == 1


def test_an_answer_is_not_contested_again(people, report):
    grant(ask(report, people.captain), people.officer, 22)
    with pytest.raises(Refused, match="recheck_asked"):
        ask(report, people.captain)


def with_photos(report, by, *photos):
    with transaction():
        return rechecks.ask(str(uuid4()), report, report.decision_id, by, WHY, photos=photos)


EXTRA, MORE = Photo("c" * 64, 1000, 800, 600, fingerprint=77), Photo("d" * 64, 1000, 800, 600)


def test_photos_come_with_a_request_and_must_be_opened_before_it_is_granted(people, report):
    before = photos_of(report)
    request = with_photos(report, people.captain, EXTRA, MORE, *before)
    db.session.refresh(report)
    assert {each.sha256: each.recheck_id for each in report.evidence} == {
        EXTRA.sha256: request.id,
        MORE.sha256: request.id,
        before[0].sha256: None,
    }
    assert photos_of(report) == before
    with transaction():
        openings.look_at(next(each for each in report.evidence if each.recheck_id is None), people.officer)
    lines = [Ruling(each.id, "verified", 25, "Có xác nhận") for each in report.lines if each.claimed]
    with pytest.raises(Refused) as refused, transaction():
        rechecks.grant(request, people.officer, lines, report.decision_id, "Có xác nhận")
    assert (refused.value.code, refused.value.facts) == ("evidence_unseen", {"count": 2})
    assert grant(request, people.officer, 25).verdict == "granted"
    seen = db.session.get_one(Decision, report.decision_id).seen or {}
    assert set(seen["photos"]) == {EXTRA.sha256, MORE.sha256, before[0].sha256}
    assert broken() == {}


def test_a_report_written_anew_leaves_the_requests_photos_where_they_are(people, report):
    request = with_photos(report, people.captain, EXTRA)
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại")
    returned(report, people.verifier)
    with transaction():
        reports.amend(report, content({VNEID: 25}), people.captain, report.version, send=True)
    fates = {each.sha256: (each.removed_because, each.recheck_id) for each in report.evidence}
    assert fates[EXTRA.sha256] == ("", request.id)
    assert sorted(fates.values(), key=str) == sorted([("", None), ("", request.id), ("replaced", None)], key=str)


def test_a_requests_private_photo_is_destroyed_and_the_report_stays_decided(people, report):
    with_photos(report, people.captain, EXTRA)
    with transaction():
        privacy.stop(report, EXTRA.sha256, people.officer, "Ảnh có giấy tờ/dữ liệu cá nhân")
    db.session.refresh(report)
    assert report.state == "decided"
    assert {each.removed_because for each in report.evidence} == {"", "privacy"}
    other = decided(sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 5}), people.verifier)
    with pytest.raises(Refused, match="photo_private"):
        with_photos(other, people.captain_qn2, EXTRA)
    assert db.session.query(RecheckRequest).count() == 1


def test_a_requests_photos_expire_with_the_reports(people, report):
    with_photos(report, people.captain, EXTRA)
    stand_still(NOW + timedelta(days=91))
    with transaction():
        retention.expire(persons.system_actor())
    db.session.refresh(report)
    assert {each.removed_because for each in report.evidence} == {"expired"}


def test_seven_photos_are_too_many_and_nothing_is_asked(people, report):
    with pytest.raises(Refused, match="photos_many"):
        with_photos(report, people.captain, *(Photo(f"{each}" * 64, 9, 4, 3) for each in range(7)))
    assert db.session.query(RecheckRequest).count() == 0


def test_after_the_last_minute_of_its_deadline_nobody_asks(people, report):
    until = date(2026, 4, 8)
    stand_still(NOW.replace(month=until.month, day=until.day, hour=16, minute=59))
    request = ask(report, people.captain)
    assert request.id
    other = decided_late(people)
    stand_still(NOW.replace(month=until.month, day=until.day, hour=17, minute=0))
    with pytest.raises(Refused) as refused:
        ask(other, people.captain_qn2)
    assert (refused.value.code, refused.value.facts["until"]) == ("rechecks_closed", until)


def decided_late(people):
    """QN2's report, decided on the Sunday."""
    stand_still(NOW)
    return decided(sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 4}), people.verifier)


@pytest.mark.parametrize("who", ["captain_qn2", "member", "verifier", "officer"])
def test_only_the_teams_own_captain_asks(people, report, who):
    with pytest.raises(Refused, match="not_yours_to_contest"):
        ask(report, getattr(people, who))


def test_a_report_without_a_decision_that_counts_is_not_contested(people, report):
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại")
    with pytest.raises(Refused, match="report_not_decided"):
        ask(report, people.captain)


def test_who_decided_first_does_not_answer_even_as_an_officer(people):
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 25}), people.officer, {VNEID: 20}, "Khác")
    request = ask(report, people.captain)
    assert asked_of(rights_of(people.officer)) == []
    with transaction():
        persons.grant(people.outsider, "officer", people.units["T52"], people.officer)
    assert [each.id for each in asked_of(rights_of(people.outsider))] == [request.id]
    assert grant(request, people.outsider, 25).verdict == "granted"


def test_an_officer_who_joined_the_team_in_between_answers_no_longer(people, report):
    request = ask(report, people.captain)
    with transaction():
        persons.grant(people.officer, "member", people.teams["QN1"], people.officer, since=BEGUN)
    with pytest.raises(Refused, match="not_yours_to_answer"):
        grant(request, people.officer, 25)


def test_answered_twice_the_second_is_told_by_whom(people, report):
    request = ask(report, people.captain)
    grant(request, people.officer, 25)
    with pytest.raises(Refused) as refused:
        grant(request, people.officer, 21)
    assert (refused.value.code, refused.value.facts["by"]) == ("recheck_answered", people.officer.full_name)


def test_a_second_verifier_of_the_ward_that_decided_does_not_answer(people, report):
    with transaction():
        persons.grant(people.outsider, "verifier", people.units["X21583"], people.officer)
    request = ask(report, people.captain)
    assert asked_of(rights_of(people.outsider)) == []
    with pytest.raises(Refused, match="not_yours_to_answer"):
        grant(request, people.outsider, 25)
    assert [each.id for each in asked_of(rights_of(people.officer))] == [request.id]


def test_a_re_check_is_granted_by_who_opened_the_photos_and_turned_down_by_anybody_asked(people, report):
    request, before = ask(report, people.captain), report.decision_id
    rulings = [Ruling(each.id, "verified", 25) for each in report.lines if each.claimed]
    with pytest.raises(Refused, match="evidence_unseen"), transaction():
        rechecks.grant(request, people.officer, rulings, before, "Có xác nhận")
    assert points(people.enrolments["QN1"]) == 72
    with transaction():
        assert rechecks.turn_down(request, people.officer, before, "Ảnh không đủ").verdict == "turned_down"


def test_a_decision_that_changed_since_is_read_again_before_it_is_answered(people, report):
    request, before = ask(report, people.captain), report.decision_id
    with transaction():
        lower = {each.id: 19 for each in report.lines if each.claimed}
        decisions.correct(report, people.captain, lower, "Đếm nhầm một người")
    with pytest.raises(Refused, match="decision_changed"), transaction():
        rechecks.turn_down(request, people.officer, before, "Ảnh không đủ")
    assert grant(request, people.officer, 25).verdict == "granted"


def test_the_same_figures_grant_nothing(people, report):
    with pytest.raises(Refused, match="recheck_same"):
        grant(ask(report, people.captain), people.officer, 20)


def test_a_re_check_is_answered_after_the_close_and_nothing_is_announced_before(people, report):
    request = ask(report, people.captain)
    stand_still(NOW + timedelta(days=25))
    with pytest.raises(Refused, match="rechecks_unanswered"), transaction():
        concluded(people.campaign, people.officer, people.signatory)
    grant(request, people.officer, 25)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    assert points(people.enrolments["QN1"]) == 90


@pytest.mark.parametrize("fate", ["annulled", "withdrawn"])
def test_what_never_counts_again_needs_no_answer_and_holds_no_announcement_back(people, report, fate):
    request = ask(report, people.captain)
    if fate == "annulled":
        with transaction():
            persons.grant(people.outsider, "officer", people.units["T52"], people.officer)
        with transaction():
            decisions.annul(report, people.outsider, "Không có buổi này")
    else:
        with transaction():
            decisions.reopen(report, people.verifier, "Xem lại")
        assert [each.id for each in asked_of(rights_of(people.officer))] == [request.id]
        returned(report, people.verifier)
        with transaction():
            reports.withdraw(report, people.captain)
    assert asked_of(rights_of(people.officer)) == []
    assert waiting_on(report, rights_of(people.officer)) is None
    stand_still(NOW + timedelta(days=25))
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)


def test_whoever_turned_a_re_check_down_has_judged_the_team_and_does_not_join_it_for_that_time(people, report):
    with transaction():
        rechecks.turn_down(ask(report, people.captain), people.officer, report.decision_id, "Ảnh không đủ")
    with pytest.raises(Refused, match="judged_the_team"), transaction():
        persons.grant(people.officer, "member", people.teams["QN1"], people.admin, since=BEGUN)
    with transaction():
        persons.grant(people.officer, "member", people.teams["QN2"], people.admin, since=BEGUN)


@pytest.fixture
def second_officer(people):
    with transaction():
        persons.grant(people.outsider, "officer", people.units["T52"], people.officer)
    return people.outsider


@pytest.fixture
def annulled(people, report, second_officer):
    """QN1's report of 25, of which 20 were verified, then all of it annulled by the officer."""
    sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 3})
    with transaction():
        decisions.annul(report, people.officer, "Không có buổi này")
    db.session.refresh(report)
    return report


def test_what_an_officer_annulled_is_contested_and_another_officer_gives_it_back_by_new_entries(
    people, annulled, second_officer
):
    place = people.enrolments["QN1"]
    assert (points(place), place.id in barred(people.campaign)) == (0, True)
    request = ask(annulled, people.captain)
    assert [each.id for each in asked_of(rights_of(second_officer))] == [request.id]
    for other in (people.officer, people.verifier, people.verifier_an, people.captain, people.auditor):
        assert find(rights_of(other), request.uuid) is None
    answer = grant(request, second_officer, 20)
    db.session.refresh(annulled)
    live = db.session.get_one(Decision, annulled.decision_id)
    assert (live.kind, live.by_id, live.first_look) == ("rechecked", second_officer.id, True)
    assert answer.decision_id == live.id
    assert (points(place), place.id in barred(people.campaign)) == (72, False)
    entries = db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq)).all()
    assert [(each.kind, each.reason, each.points) for each in entries] == [
        ("award", "decision", 72),
        ("annulment", "fabrication", -72),
        ("adjustment", "recheck", 72),
    ]
    assert outcomes([annulled])[annulled.id].status == "partially_verified"
    assert {"recheck_waiting"} <= told(second_officer)
    assert "recheck_answered" in told(people.captain)
    assert broken() == {}


def test_an_annulment_is_given_back_in_part_and_then_somebody_had_to_look_twice(people, annulled, second_officer):
    grant(ask(annulled, people.captain), second_officer, 12)
    db.session.refresh(annulled)
    assert db.session.get_one(Decision, annulled.decision_id).first_look is False
    assert points(people.enrolments["QN1"]) == 43
    assert broken() == {}


def test_an_annulment_stands_with_a_reason_and_is_not_contested_again(people, annulled, second_officer):
    request = ask(annulled, people.captain)
    with transaction():
        rechecks.turn_down(request, second_officer, annulled.decision_id, "Bảo vệ tòa nhà nói hôm ấy đóng cửa")
    assert points(people.enrolments["QN1"]) == 0
    assert people.enrolments["QN1"].id in barred(people.campaign)
    with pytest.raises(Refused, match="recheck_asked"):
        ask(annulled, people.captain)
    assert open_in(people.campaign) == 0
    assert broken() == {}


def test_nothing_is_announced_while_an_annulment_is_contested(people, annulled, second_officer):
    with transaction():
        waiting = db.session.scalars(select(Report).where(Report.state == "submitted")).one()
        reports.withdraw(waiting, people.captain_qn2)
    request = ask(annulled, people.captain)
    stand_still(NOW + timedelta(days=25))
    with pytest.raises(Refused, match="rechecks_unanswered"), transaction():
        concluded(people.campaign, people.officer, people.signatory)
    grant(request, second_officer, 20)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    assert points(people.enrolments["QN1"]) == 72


def test_a_verifier_of_the_province_gives_nothing_back_that_only_an_officer_annuls(people, annulled, second_officer):
    with transaction():
        persons.grant(people.auditor, "verifier", people.units["T52"], people.officer)
    request = ask(annulled, people.captain)
    assert asked_of(rights_of(people.auditor)) == []
    with pytest.raises(Refused, match="not_yours_to_answer"):
        grant(request, people.auditor, 20)


def test_an_annulment_is_not_contested_after_the_deadline(people, annulled):
    stand_still(NOW.replace(month=4, day=8, hour=17, minute=0))
    with pytest.raises(Refused, match="rechecks_closed"):
        ask(annulled, people.captain)


def test_an_earlier_request_sleeps_under_the_annulment_and_ends_when_that_is_taken_back(people, report, second_officer):
    earlier = ask(report, people.captain)
    with transaction():
        decisions.annul(report, people.officer, "Không có buổi này")
    with pytest.raises(Refused, match="report_annulled"):
        grant(earlier, second_officer, 25)
    later = ask(report, people.captain)
    assert [each.id for each in asked_of(rights_of(second_officer))] == [later.id]
    grant(later, second_officer, 25)
    assert asked_of(rights_of(second_officer)) == []
    assert open_in(people.campaign) == 0
    with transaction():
        persons.grant(people.council, "officer", people.units["T52"], people.officer)
    with pytest.raises(Refused, match="recheck_answered"):
        grant(earlier, people.council, 22)
    assert points(people.enrolments["QN1"]) == 90
    assert broken() == {}


def test_hours_that_another_report_counts_by_now_are_not_given_back(people, second_officer):
    hours: dict[str, Any] = {"begins_at": 480, "ends_at": 600, "members": (people.captain.id,)}
    shift = sent(people.enrolments["QN1"], people.captain, {"service_point_shift": 1}, **hours)
    decided(shift, people.verifier)
    with transaction():
        decisions.annul(shift, people.officer, "Ca trực không có thật")
    other = sent(people.enrolments["QN1"], people.captain, {"service_point_shift": 1}, **hours)
    decided(other, people.verifier)
    db.session.refresh(shift)
    request = ask(shift, people.captain)
    with pytest.raises(Refused) as refused:
        grant(request, second_officer, 1)
    assert refused.value.code == "recheck_repeats"
    with transaction():
        decisions.annul(other, people.officer, "Ghi hai lần")
    assert grant(request, second_officer, 1).verdict == "granted"
    assert broken() == {}
