"""Flags of waiting reports follow from what teams send, on both databases; of two reports both are flagged."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, select, update

from app.database import db, transaction
from app.models import Evidence, Report, ReportFlag
from app.rulebook.fingerprints import parts
from app.services import flags, joint_sessions, people, reports
from app.services.joint_sessions import Part, Plan
from app.services.report_photos import Photo
from tests.cast import BEGUN, NOW, cast, stand_still
from tests.reporting import SUNDAY, content, decided, returned, sent

VNEID, PAYMENT, FULL = "vneid_level2_support", "e_payment_support", "dvc_full_support"
MORNING: dict[str, Any] = {"begins_at": 8 * 60, "ends_at": 10 * 60}
AT_TEN: dict[str, Any] = {"begins_at": 10 * 60, "ends_at": 12 * 60}
MARKET = ("community_site", "Chợ Đầm", "")
SCENE = 0x5A5A_1234_DEAD_BEEF


def codes(report):
    """The flags of a report, as kept; they add up to its risk."""
    rows = db.session.execute(
        select(ReportFlag.code, ReportFlag.weight)
        .where(ReportFlag.report_id == report.id)
        .order_by(ReportFlag.position)
    ).all()
    risk = db.session.scalars(select(Report.risk).where(Report.id == report.id)).one()
    assert risk == sum(weight for _, weight in rows)
    return [code for code, _ in rows]


def facts(report, code):
    return db.session.scalars(
        select(ReportFlag.facts).where(ReportFlag.report_id == report.id, ReportFlag.code == code)
    ).one()


def pictured(report, fingerprint):
    """The report's photo gets this fingerprint, as the photo pipeline leaves it; then it is looked at."""
    values = dict(zip(("part_0", "part_1", "part_2"), parts(fingerprint), strict=True))
    signed = fingerprint - (1 << 64) if fingerprint >> 63 else fingerprint
    with transaction() as session:
        session.execute(update(Evidence).where(Evidence.report_id == report.id).values(fingerprint=signed, **values))
        flags.look([report.id])


def photo(letter):
    return Photo(letter * 64, 9, 4, 3)


def test_an_ordinary_report_has_no_flag(app):
    people_ = cast()
    assert codes(sent(people_.enrolments["QN1"], people_.captain, {VNEID: 20}, members=(people_.member.id,))) == []


def test_more_than_members_and_hours_allow(app):
    people_ = cast()
    report = sent(people_.enrolments["QN1"], people_.captain, {VNEID: 13}, members=(people_.member.id,), **MORNING)
    assert codes(report) == ["over_capacity"]
    assert facts(report, "over_capacity") == {
        "activity": VNEID, "claimed": 13, "most": 12, "members": 1, "minutes": 120,
    }  # fmt: skip
    assert (
        codes(sent(people_.enrolments["QN1"], people_.captain, {VNEID: 12}, members=(people_.member.id,), **AT_TEN))
        == []
    )


def test_three_times_the_teams_own_median_of_earlier_days(app):
    people_ = cast()
    team = people_.enrolments["QN1"]
    for day in (1, 7, 8):
        stand_still(NOW.replace(day=day))
        report = sent(team, people_.captain, {VNEID: 20, PAYMENT: 30}, date(2026, 3, day))
        decided(report, people_.verifier, {VNEID: 8 if day == 8 else 10})
    sent(people_.enrolments["QN2"], people_.captain_qn2, {VNEID: 200}, date(2026, 3, 8))
    stand_still(NOW)
    assert codes(sent(team, people_.captain, {VNEID: 30, PAYMENT: 90})) == []
    report = sent(team, people_.captain, {VNEID: 31, PAYMENT: 90}, place=MARKET)
    assert facts(report, "above_median") == {"activity": VNEID, "claimed": 31, "usual": 10}


def test_a_round_number_by_hand(app):
    people_ = cast()
    assert codes(sent(people_.enrolments["QN1"], people_.captain, {PAYMENT: 50, "poster_distribution": 100})) == [
        "round_number"
    ]


def test_the_same_photo_is_loud_for_both_teams_over_all_units(app):
    people_ = cast()
    first = sent(people_.enrolments["QN1"], people_.captain, {VNEID: 5}, photos=(photo("a"),))
    second = sent(people_.enrolments["AN1"], people_.captain_an1, {VNEID: 6}, photos=(photo("a"),))
    assert codes(first) == codes(second) == ["photo_near"]
    found = facts(second, "photo_near")
    assert (found["report"], found["photo"], found["distance"]) == (first.uuid, "a" * 64, 0)
    assert found["team"] == "Tổ công nghệ số Quy Nhơn 1"


def test_a_near_photo_is_found_by_its_fingerprint_and_a_plain_one_is_not(app):
    people_ = cast()
    first = sent(people_.enrolments["QN1"], people_.captain, {VNEID: 5}, photos=(photo("a"),))
    second = sent(people_.enrolments["AN1"], people_.captain_an1, {VNEID: 6}, photos=(photo("b"),))
    near, far = SCENE ^ 0b1011 ^ 3 << 30 ^ 7 << 60, SCENE ^ 0x1FF
    for theirs, expected in ((near, ["photo_near"]), (far, []), (SCENE, ["photo_near"])):
        pictured(first, theirs)
        pictured(second, SCENE)
        assert codes(second) == codes(first) == expected
    pictured(first, 0)
    pictured(second, 1)
    assert codes(second) == codes(first) == []


def test_a_replaced_photo_and_a_withdrawn_report_of_the_same_team_do_not_count(app):
    people_ = cast()
    team = people_.enrolments["QN1"]
    first = sent(team, people_.captain, {VNEID: 5}, photos=(photo("a"),))
    with transaction():
        reports.amend(first, content({VNEID: 5}, photos=(photo("b"),)), people_.captain, 1, send=True)
    other = sent(people_.enrolments["AN1"], people_.captain_an1, {VNEID: 6}, photos=(photo("a"),))
    assert codes(other) == codes(first) == []
    again = sent(team, people_.captain, {PAYMENT: 7}, photos=(photo("b"),), place=MARKET)
    assert codes(again) == codes(first) == ["photo_near"]
    with transaction():
        reports.withdraw(first, people_.captain)
    assert codes(again) == codes(first) == []


def test_a_photo_removed_for_privacy_is_still_remembered_by_its_fingerprint(app):
    people_ = cast()
    first = sent(people_.enrolments["QN1"], people_.captain, {VNEID: 5}, photos=(photo("a"),))
    pictured(first, SCENE)
    with transaction() as session:
        session.execute(update(Evidence).values(removed_at=NOW, removed_because="privacy"))
    other = sent(people_.enrolments["AN1"], people_.captain_an1, {VNEID: 6}, photos=(photo("b"),))
    pictured(other, SCENE)
    assert codes(other) == ["photo_near"]
    assert codes(first) == []


def test_a_photo_from_before_the_session(app):
    people_ = cast()
    team, noon = people_.enrolments["QN1"], NOW.replace(hour=5)
    report = sent(team, people_.captain, {VNEID: 5}, photos=(photo("a"),), **MORNING)
    for taken, expected in (
        (noon, ["photo_time"]),
        (noon - timedelta(hours=3), []),
        (noon - timedelta(days=1), ["photo_time"]),
    ):
        with transaction() as session:
            session.execute(update(Evidence).values(taken_at=taken))
            flags.look([report.id])
        assert codes(report) == expected
    assert facts(report, "photo_time") == {"photo": "a" * 64, "days": -1, "minute": 12 * 60 + 30}


def test_a_member_at_two_places_at_once(app):
    people_ = cast()
    with transaction() as session:
        by = people.system_actor()
        people.grant(session.merge(people_.member), "member", session.merge(people_.teams["AN1"]), by, since=BEGUN)
    both = (people_.member.id,)
    first = sent(people_.enrolments["QN1"], people_.captain, {VNEID: 5}, members=both, **MORNING)
    later = sent(people_.enrolments["AN1"], people_.captain_an1, {VNEID: 5}, members=both, **AT_TEN)
    assert codes(first) == codes(later) == []
    with transaction():
        reports.amend(
            later, content({VNEID: 5}, members=both, place=MARKET, **MORNING), people_.captain_an1, 1, send=True
        )
    assert codes(first) == codes(later) == ["two_places"]
    assert facts(first, "two_places")["members"] == 1
    assert facts(first, "two_places")["reports"] == [later.uuid]
    with transaction():
        reports.amend(later, content({VNEID: 5}, place=MARKET, **MORNING), people_.captain_an1, 2, send=True)
    assert codes(first) == codes(later) == []


def test_two_teams_at_one_place_and_time_until_a_joint_session_says_so(app):
    people_ = cast()
    mine, theirs = people_.enrolments["QN1"], people_.enrolments["QN2"]
    first = sent(mine, people_.captain, {VNEID: 5}, **MORNING)
    second = sent(theirs, people_.captain_qn2, {VNEID: 6}, **MORNING)
    elsewhere = sent(people_.enrolments["AN1"], people_.captain_an1, {VNEID: 7}, **MORNING)
    later = sent(theirs, people_.captain_qn2, {PAYMENT: 6}, **AT_TEN)
    assert [codes(each) for each in (first, second, elsewhere, later)] == [["shared_place"], ["shared_place"], [], []]
    plan = Plan(SUNDAY, "Buổi chung", (mine.id, theirs.id), (Part(VNEID, 11, (5, 6)),))
    with transaction():
        joint_sessions.open_session(str(uuid4()), mine, plan, people_.captain)
    assert codes(first) == codes(second) == []


def test_two_teams_at_one_place_on_one_day_whose_hours_nobody_knows(app):
    people_ = cast()
    first = sent(people_.enrolments["QN1"], people_.captain, {VNEID: 5})
    second = sent(people_.enrolments["QN2"], people_.captain_qn2, {VNEID: 6}, **MORNING)
    assert codes(first) == codes(second) == ["shared_day"]
    decided(first, people_.verifier)
    with transaction():
        reports.withdraw(second, people_.captain_qn2)
    assert codes(first) == ["shared_day"]  # what its verifier saw


def test_the_same_work_in_another_campaign(app):
    people_ = cast()
    (noise,) = db.session.scalars(
        select(type(people_.enrolments["QN1"])).filter_by(campaign_id=people_.noise.id, team_id=people_.teams["QN1"].id)
    )
    first = sent(people_.enrolments["QN1"], people_.captain, {VNEID: 5, FULL: 2})
    other = sent(noise, people_.captain, {PAYMENT: 5})
    assert codes(first) == codes(other) == []
    second = sent(noise, people_.captain, {VNEID: 8})
    assert codes(first) == codes(second) == ["claimed_twice"]
    assert facts(first, "claimed_twice")["campaign"] == people_.noise.code
    assert codes(sent(noise, people_.captain, {FULL: 2}, place=MARKET)) == []


def test_drafts_are_never_looked_at_and_touch_nobody(app):
    people_ = cast()
    with transaction():
        draft = reports.record(
            str(uuid4()),
            people_.enrolments["QN1"],
            content({PAYMENT: 50}, photos=(photo("a"),)),
            people_.captain,
            send=False,
        )
    other = sent(people_.enrolments["QN2"], people_.captain_qn2, {VNEID: 5}, photos=(photo("a"),))
    assert codes(draft) == codes(other) == []


def test_a_returned_report_that_is_sent_again_is_looked_at_again(app):
    people_ = cast()
    report = sent(people_.enrolments["QN1"], people_.captain, {PAYMENT: 50})
    returned(report, people_.verifier)
    assert codes(report) == ["round_number"]
    with transaction():
        reports.amend(report, content({PAYMENT: 48}), people_.captain, 1, send=True)
    assert codes(report) == []


@pytest.mark.parametrize("count", [2, 20])
def test_a_look_asks_the_same_number_of_questions_however_many_wait(app, count):
    people_ = cast()
    waiting = [
        sent(people_.enrolments["QN1"], people_.captain, {VNEID: 5 + at}, photos=(photo("a"),), **MORNING)
        for at in range(count)
    ]
    ids, asked = [each.id for each in waiting], []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    with transaction():
        flags.look(ids)
    assert len(asked) <= 18, asked
