"""People are told what concerns them: once, never of another team, and never of what was undone in time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select, update

from app import clock
from app.database import db, transaction
from app.models import BadgeAward, RoleGrant
from app.queries import notices as asked
from app.queries.campaigns import stage
from app.queries.cases import case_of
from app.queries.rules import rule_book
from app.rulebook.notice_kinds import REGISTRY
from app.services import badge_weeks, campaigns, decisions, extras, late_openings, notice_choices, notices
from app.services import people as people_service
from app.services.decision_rows import Judgement, Ruling
from app.services.judgements import land
from app.services.late_openings import Opening
from app.services.notices import Told
from tests.cast import BEGUN, NOW, cast, stand_still
from tests.concluding import concluded
from tests.reporting import SUNDAY, decided, returned, sent
from tests.telling import kept, later, said

VNEID = "vneid_level2_support"


def reopened(report, by):
    with transaction():
        decisions.reopen(report, by, "Xem lại ảnh")


def waiting(people, team="QN1", count=3):
    captain = {"QN1": people.captain, "QN2": people.captain_qn2, "AN1": people.captain_an1}[team]
    return sent(people.enrolments[team], captain, {"poster_distribution": count})


@pytest.mark.parametrize(
    ("quantities", "kind"),
    [
        ({}, "report_verified"),
        ({"poster_distribution": 1}, "report_reduced"),
        ({"poster_distribution": None}, "report_rejected"),
    ],
)
def test_the_captain_is_told_what_was_found_and_nobody_else_is(app, quantities, kind):
    people = cast()
    decided(waiting(people), people.verifier, quantities)
    found = [each for each in kept() if each.kind != "badge_earned"]
    assert [(each.kind, each.person_id, each.team_id) for each in found] == [
        (kind, people.captain.id, people.teams["QN1"].id)
    ]
    assert said(people.captain) == []
    with later():
        assert kind in said(people.captain)
        for name in ("member", "captain_qn2", "captain_an1", "captain_hn", "verifier", "officer", "outsider"):
            assert said(getattr(people, name)) == [], name


def test_every_captain_of_the_team_is_told_by_one_statement(app):
    people = cast()
    report = waiting(people)
    for number in range(5):
        with transaction():
            by = people_service.system_actor()
            added = people_service.add(f"second{number}@cast.example", "Đội phó", None, by)
            people_service.grant(added, "captain", people.teams["QN1"], by, since=BEGUN)
    statements = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    decided(report, people.verifier, {"poster_distribution": None})
    assert len(kept("report_rejected")) == 6
    assert sum("notices" in each for each in statements if not each.startswith("SELECT")) == 1


def test_a_report_sent_back_says_until_when(app):
    people = cast()
    returned(waiting(people), people.verifier)
    [notice] = kept()
    assert (notice.kind, notice.facts["until"]) == ("report_returned", (NOW + timedelta(hours=48)).isoformat())


def test_a_decision_undone_within_the_minute_was_never_told(app):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 30}), people.verifier)
    assert {each.kind for each in kept()} == {"report_verified", "badge_earned"}
    reopened(report, people.verifier)
    with later():
        assert said(people.captain) == []
    decided(report, people.verifier, {VNEID: 20})
    with later():
        assert said(people.captain) == ["report_reduced", "badge_earned"]


def test_a_decision_undone_later_is_told_and_so_is_the_next(app):
    people = cast()
    report = decided(waiting(people), people.verifier, {"poster_distribution": None})
    with later(2):
        reopened(report, people.verifier)
        with later(2):
            assert said(people.captain) == ["report_rejected", "report_reopened"]
            decided(report, people.verifier)
    with later(10):
        assert said(people.captain)[:3] == ["report_rejected", "report_reopened", "report_verified"]


def test_of_a_decision_that_was_told_the_team_always_hears_where_it_stands(app):
    people = cast()
    report = decided(waiting(people), people.verifier, {"poster_distribution": None})
    with later(2):
        reopened(report, people.verifier)
        decided(report, people.verifier, {"poster_distribution": None})
        reopened(report, people.verifier)
        with later(2):
            assert said(people.captain) == ["report_rejected", "report_reopened"]


def test_what_another_report_was_told_stays_when_one_is_undone(app):
    people = cast()
    other = decided(waiting(people, "QN2"), people.verifier, {"poster_distribution": None})
    report = decided(waiting(people), people.verifier, {"poster_distribution": None})
    for _ in range(9):  # decisions 1 and 11 begin alike
        decided(waiting(people), people.verifier, {"poster_distribution": None})
    reopened(other, people.verifier)
    del report
    assert [each.cancelled_at is None for each in kept()] == [False] + [True] * 10


def test_badges_behind_a_frozen_board_are_nobodys_news(app):
    people = cast()
    with transaction():
        campaigns.freeze(people.campaign, people.officer, "Giữ bảng")
    decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 30}), people.verifier)
    assert db.session.scalars(select(BadgeAward)).first() is not None
    assert kept("badge_earned") == []
    assert len(kept("report_verified")) == 1


def test_nor_are_they_when_the_calendar_froze_it_and_no_job_has_said_so(app):
    people = cast()
    stand_still(NOW.replace(day=28, hour=17))
    decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 30}, date(2026, 3, 28)), people.verifier)
    assert db.session.scalars(select(BadgeAward)).first() is not None
    assert kept("badge_earned") == []


def test_badges_of_a_weeks_end_are_told_once_a_team(app):
    people = cast()
    for team, captain in (("QN1", people.captain), ("QN2", people.captain_qn2)):
        for day in (1, 8, 15):
            stand_still(NOW.replace(day=day))
            decided(sent(people.enrolments[team], captain, {VNEID: 30}, date(2026, 3, day)), people.verifier)
    before = len(kept("badge_earned"))
    stand_still(NOW.replace(day=16))
    with transaction():
        where = stage(people.campaign)
        badge_weeks.judge(where, SUNDAY)
    told = kept("badge_earned")[before:]
    assert {each.person_id for each in told} == {people.captain.id, people.captain_qn2.id}
    assert len(told) == 2
    assert all(each.key.startswith("award:") for each in told)


def test_a_bonus_a_penalty_and_their_reversal_are_told_to_that_team(app):
    people = cast()
    enrolment = people.enrolments["AN1"]
    with transaction():
        fine = extras.post(enrolment, "penalty", "repeated_late", "march", 5, people.officer, "Nhắc hai lần")
    with transaction():
        extras.reverse(fine, people.officer, "Đã giải trình")
        extras.bar(enrolment, people.officer, "Biên bản")
    assert [(each.kind, each.person_id, each.facts["points"]) for each in kept()] == [
        ("points_taken", people.captain_an1.id, -5),
        ("points_given", people.captain_an1.id, 5),
        ("points_taken", people.captain_an1.id, 0),
    ]


def test_a_day_opened_again_is_told_to_that_team(app):
    people = cast()
    with transaction():
        late_openings.open_day(people.enrolments["AN1"], Opening(date(2026, 3, 1), "Mất máy"), people.officer)
    assert [(each.kind, each.person_id) for each in kept()] == [("day_opened", people.captain_an1.id)]


def test_the_freeze_is_told_to_captains_and_the_results_to_members_too_each_once(app):
    people = cast()
    with transaction():
        by = people_service.system_actor()
        people_service.grant(people.captain, "captain", people.teams["QN2"], by, since=BEGUN)
        campaigns.freeze(people.campaign, people.officer, "Giữ bảng")
    captains = {people.captain.id, people.captain_qn2.id, people.captain_an1.id, people.captain_an2.id}
    assert sorted(each.person_id for each in kept()) == sorted(captains)
    with transaction():
        concluded(people.campaign, people.officer, people.signatory)
    told = kept("results_announced")
    assert sorted(each.person_id for each in told) == sorted(captains | {people.member.id})


def test_what_a_team_does_itself_and_what_an_import_brings_is_told_to_nobody(app):
    people = cast()
    report = decided(waiting(people, count=9), people.verifier)
    before = len(kept())
    with transaction():
        decisions.correct(report, people.captain, {report.lines[0].id: 4}, "Đếm nhầm")
    assert len(kept()) == before


def test_a_privacy_stop_is_told_in_words_of_its_own(app):
    people = cast()
    report = waiting(people)
    with transaction():
        rulings = tuple(Ruling(each.id, "returned", 0, "Ảnh") for each in report.lines)
        by, at = people.verifier.actor, clock.now()
        stop = Judgement(case_of(report), "returned", rulings, by, at, notice="photo_removed")
        land([stop], "decision", rule_book(people.campaign.id))
    assert [each.kind for each in kept()] == ["photo_removed"]


def test_who_lost_the_role_sees_nothing_of_the_team_any_more(app):
    people = cast()
    returned(waiting(people), people.verifier)
    with later():
        assert said(people.captain) == ["report_returned"]
        assert asked.unread(people.captain.id) == 1
        with transaction() as session:
            mine = RoleGrant.person_id == people.captain.id
            session.execute(update(RoleGrant).where(mine).values(ends_at=clock.wall()))
        assert said(people.captain) == []
        assert asked.unread(people.captain.id) == 0


def test_a_kind_switched_off_is_not_shown_and_not_counted(app):
    people = cast()
    returned(waiting(people), people.verifier)
    kind = REGISTRY["report_returned"]
    with later():
        with transaction():
            notice_choices.choose(people.captain, [kind], {(kind.code, "email")})
        assert (said(people.captain), asked.unread(people.captain.id)) == ([], 0)
        with transaction():
            notice_choices.choose(people.captain, [kind], {(kind.code, "app"), (kind.code, "email")})
        assert (said(people.captain), asked.unread(people.captain.id)) == (["report_returned"], 1)


def test_reading_one_leaves_the_others_and_reading_up_to_one_leaves_what_came_after(app):
    people = cast()
    for _ in range(3):
        returned(waiting(people), people.verifier)
    first, second, third = (each.id for each in kept())
    with transaction():
        notices.read(people.captain, up_to=third)
    assert [each.read_at for each in kept()] == [None] * 3  # not ready yet
    with later():
        with transaction():
            notices.read(people.captain, only=first)
            notices.read(people.captain_qn2, up_to=third)
        assert asked.unread(people.captain.id) == 2
        with transaction():
            notices.read(people.captain, up_to=second)
        assert asked.unread(people.captain.id) == 1


def test_the_same_event_is_never_told_twice(app):
    people = cast()
    told = Told("day_opened", "opening:1", people.enrolments["QN1"].id, {"day": "2026-03-01"})
    with transaction():
        notices.tell([told])
    with pytest.raises(Exception, match=r"(?i)unique"), transaction():
        notices.tell([told])
    assert len(kept()) == 1
