"""What one member holds: from work that is verified now, at sessions of the own team; nobody else's business."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from app import clock
from app.database import db, transaction
from app.models import Attendance, BadgeAward, BadgeShare, Enrolment, Person, Report, RoleGrant
from app.queries.campaigns import stage
from app.queries.horizon import horizon
from app.queries.member_badges import shared_with, tiles_of
from app.queries.rules import rule_book
from app.rulebook.honours import BadgeLevel
from app.services import badge_drafts, badge_shares, campaigns, decisions, organising, people, rule_versions
from app.services.invariants import INVARIANTS
from app.services.organising import Gathering
from app.services.refusals import Refused
from app.services.rule_versions import Proposal
from tests.cast import NOW, cast, stand_still
from tests.racing import codes, enrolment, person, together
from tests.reporting import decided, sent

VNEID, TRAINING = "vneid_level2_support", "training_attendance"
SUNDAY = date(2026, 3, 15)
WHY = "Hội đồng thống nhất"
VERIFIED = NOW + timedelta(minutes=10)


@pytest.fixture
def crew(app):
    return cast()


def came(crew, *who, day=SUNDAY, team="QN1", lines=None, verdicts=None, decide=True):
    """A session of the team at which these people were ticked present, verified unless told otherwise."""
    captain = {"QN1": crew.captain, "QN2": crew.captain_qn2}[team]
    report = sent(crew.enrolments[team], captain, lines or {VNEID: 3}, day, members=tuple(each.id for each in who))
    return decided(report, crew.verifier, verdicts) if decide else report


def was_at(person, report):
    """A row that no form can make."""
    with transaction() as session:
        session.add(Attendance(report_id=report.id, person_id=person.id))


def three_days(crew, *who, **changes):
    return [came(crew, *who, day=SUNDAY - timedelta(days=back), **changes) for back in range(3)]


def seen(crew, full=False):
    return horizon(stage(crew.campaign), full=full)


def tile(crew, person, code="steady_member"):
    return next(each for each in tiles_of(person, seen(crew)) if each.badge.code == code)


def way(crew, person, code="steady_member"):
    found = tile(crew, person, code).progress
    return found.value, found.missing


def steady(crew, *thresholds, **changes):
    found = next(each for each in rule_book(crew.campaign.id).newest.badges if each.code == "steady_member")
    return replace(found, levels=tuple(map(BadgeLevel, ("bronze", "silver", "gold"), thresholds)), **changes)


def publish(crew, badge):
    with transaction():
        badge_drafts.publish(crew.campaign, badge, WHY, rule_book(crew.campaign.id).number, crew.officer)


def moves_to(crew, person, team):
    """The person leaves QN1, and is with another team from now on."""
    with transaction():
        db.session.execute(update(RoleGrant).where(RoleGrant.person_id == person.id).values(ends_at=clock.wall()))
        people.grant(person, "member", crew.teams[team], crew.officer, since=SUNDAY)


def told(crew, team="QN1"):
    """Who of the team is seen by it, and with which badges."""
    found = shared_with(crew.teams[team], seen(crew), clock.wall())
    return {each.person.full_name: {tile.badge.code: tile.level for tile in each.tiles} for each in found}


def test_the_third_verified_session_is_the_first_level_from_the_instant_of_its_decision(crew):
    for back in (2, 1):
        came(crew, crew.member, day=SUNDAY - timedelta(days=back))
    assert (tile(crew, crew.member).level, way(crew, crew.member)) == (None, (2, 1))
    stand_still(VERIFIED)
    came(crew, crew.member)
    assert (tile(crew, crew.member).level, tile(crew, crew.member).at) == ("bronze", VERIFIED)
    assert way(crew, crew.member) == (3, 3)


def test_only_who_was_ticked_present_has_it(crew):
    three_days(crew, crew.captain)
    assert tile(crew, crew.captain).level == "bronze"
    assert way(crew, crew.member) == (0, 3)


def test_work_that_waits_is_rejected_or_was_nothing_does_not_count(crew):
    came(crew, crew.member, decide=False)
    came(crew, crew.member, day=SUNDAY - timedelta(days=1), verdicts={VNEID: None})
    came(crew, crew.member, day=SUNDAY - timedelta(days=2), verdicts={VNEID: 0})
    assert way(crew, crew.member) == (0, 3)


def test_sessions_of_another_team_and_of_another_campaign_do_not_count(crew):
    mine = select(Enrolment).where(Enrolment.campaign_id == crew.noise.id, Enrolment.team_id == crew.teams["QN1"].id)
    elsewhere = db.session.scalars(mine).one()
    decided(sent(elsewhere, crew.captain, {VNEID: 3}, members=(crew.member.id,)), crew.verifier)
    theirs = came(crew, crew.captain_qn2, team="QN2")
    was_at(crew.member, theirs)
    came(crew, crew.member, day=SUNDAY - timedelta(days=1))
    assert way(crew, crew.member) == (1, 2)
    assert way(crew, crew.captain_qn2) == (1, 2)
    assert dict(badge_drafts.preview_members(crew.campaign, steady(crew, 1, 2))) == {"bronze": 2}


def test_two_sundays_are_a_badge_and_a_saturday_adds_none(crew):
    came(crew, crew.member, day=SUNDAY - timedelta(days=1))
    came(crew, crew.member)
    assert way(crew, crew.member, "sunday_member") == (1, 1)
    stand_still(NOW + timedelta(days=7))
    came(crew, crew.member, day=SUNDAY + timedelta(days=7))
    assert tile(crew, crew.member, "sunday_member").level == "bronze"


def test_a_reversal_takes_it_back_at_once_and_the_new_decision_gives_it_again(crew):
    *_, report = three_days(crew, crew.member)
    with transaction():
        decisions.reopen(report, crew.verifier, WHY)
    assert (tile(crew, crew.member).level, way(crew, crew.member)) == (None, (2, 1))
    stand_still(VERIFIED)
    decided(report, crew.verifier)
    assert tile(crew, crew.member).at == VERIFIED


def test_an_annulled_session_counts_no_more(crew):
    *_, report = three_days(crew, crew.member)
    with transaction():
        decisions.annul(report, crew.officer, WHY)
    assert tile(crew, crew.member).level is None


def test_behind_a_frozen_board_nothing_is_given_or_taken_and_the_way_is_not_told(crew):
    first, *_ = three_days(crew, crew.member)
    waiting = came(crew, crew.captain, crew.member, decide=False)
    stand_still(VERIFIED)
    with transaction():
        campaigns.freeze(crew.campaign, crew.officer, "Giữ bảng đến lễ công bố")
    before = [(each.badge.code, each.level, each.at, each.progress) for each in tiles_of(crew.member, seen(crew))]
    assert before[0][1] == "bronze"
    stand_still(VERIFIED + timedelta(hours=1))
    decided(waiting, crew.verifier)
    with transaction():
        decisions.reopen(first, crew.verifier, WHY)
    publish(crew, steady(crew, 1, 2, retroactive=True))
    after = [(each.badge.code, each.level, each.at, each.progress) for each in tiles_of(crew.member, seen(crew))]
    assert after == before
    assert {each[3] for each in after} == {None}


def test_what_was_done_in_an_earlier_team_stays_the_members_own(crew):
    three_days(crew, crew.member)
    moves_to(crew, crew.member, "QN2")
    assert tile(crew, crew.member).level == "bronze"


def test_nobody_sees_anything_until_the_member_says_so_and_nobody_but_the_own_team(crew):
    three_days(crew, crew.member, crew.captain)
    assert told(crew) == {}
    with transaction():
        badge_shares.share(crew.member, crew.teams["QN1"])
    assert told(crew) == {"Trần Văn Bình": {"steady_member": "bronze"}}
    assert told(crew, "QN2") == {}
    with transaction():
        badge_shares.keep_private(crew.member, crew.teams["QN1"])
    assert told(crew) == {}


def test_the_switch_pressed_twice_stands_as_pressed_once(crew):
    for _ in range(2):
        with transaction():
            badge_shares.share(crew.member, crew.teams["QN1"])
    assert list(told(crew)) == ["Trần Văn Bình"]
    for _ in range(2):
        with transaction():
            badge_shares.keep_private(crew.member, crew.teams["QN1"])
    assert db.session.scalars(select(BadgeShare)).all() == []


def test_the_switch_pressed_four_times_at_once_is_one_yes(app):
    cast()

    def press():
        badge_shares.share(person("member"), enrolment("QN1").team)

    assert codes(together(app, *[press] * 4)) == [""] * 4
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(BadgeShare)) == 1


def test_who_leaves_the_team_is_seen_there_no_more_nor_in_the_next_nor_after_coming_back(crew):
    three_days(crew, crew.member)
    with transaction():
        badge_shares.share(crew.member, crew.teams["QN1"])
    moves_to(crew, crew.member, "QN2")
    assert (told(crew), told(crew, "QN2")) == ({}, {})
    with transaction():
        later = clock.wall() + timedelta(minutes=1)
        people.grant(crew.member, "member", crew.teams["QN1"], crew.officer, since=SUNDAY)
        latest = select(RoleGrant.id).order_by(RoleGrant.id.desc()).limit(1).scalar_subquery()
        db.session.execute(update(RoleGrant).where(RoleGrant.id == latest).values(starts_at=later))
    assert told(crew) == {}


def test_who_becomes_captain_stays_seen_and_a_closed_account_does_not(crew):
    with transaction():
        badge_shares.share(crew.member, crew.teams["QN1"])
        people.grant(crew.member, "captain", crew.teams["QN1"], crew.officer, since=SUNDAY)
    assert list(told(crew)) == ["Trần Văn Bình"]
    with transaction():
        db.session.get_one(Person, crew.member.id).disabled_at = clock.wall()
    assert told(crew) == {}


def test_teams_never_earn_what_members_do(crew):
    three_days(crew, crew.member)
    came(crew, crew.captain, day=SUNDAY - timedelta(days=4))
    codes = set(db.session.scalars(select(BadgeAward.badge_code)))
    assert "first_deployment" in codes
    assert not codes & {"steady_member", "sunday_member"}
    assert [fault for name in ("badges_earned", "counts_kept") for fault in INVARIANTS[name]()] == []


def test_a_harder_rule_leaves_what_a_member_has_earned_unless_it_says_otherwise(crew):
    three_days(crew, crew.member)
    stand_still(VERIFIED)
    publish(crew, steady(crew, 5))
    assert tile(crew, crew.member).level == "bronze"
    assert way(crew, crew.member) == (3, 2)
    stand_still(VERIFIED + timedelta(minutes=1))
    publish(crew, steady(crew, 6, retroactive=True))
    assert tile(crew, crew.member).level is None


def test_a_badge_of_members_may_leave_the_rules_and_is_kept_by_those_who_have_it(crew):
    three_days(crew, crew.member)
    stand_still(VERIFIED)
    rules = rule_book(crew.campaign.id).newest
    with transaction():
        proposal = Proposal(replace(rules, badges=rules.team_badges), SUNDAY, False, WHY, 1)
        rule_versions.publish(crew.campaign, proposal, crew.officer)
    assert [(each.badge.code, each.level) for each in tiles_of(crew.member, seen(crew))] == [
        ("steady_member", "bronze")
    ]
    assert tiles_of(crew.captain, seen(crew)) == []


def test_a_badge_that_teams_have_earned_does_not_become_one_of_members(crew):
    came(crew, crew.member)
    rules = rule_book(crew.campaign.id).newest
    turned = tuple(
        replace(each, metric="sessions_attended") if each.code == "first_deployment" else each for each in rules.badges
    )
    with transaction(), pytest.raises(Refused, match="badge_forgotten"):
        rule_versions.publish(
            crew.campaign, Proposal(replace(rules, badges=turned), SUNDAY, False, WHY, 1), crew.officer
        )


def test_rules_of_a_coming_day_judge_nobody_yet(crew):
    came(crew, crew.member)
    rules = rule_book(crew.campaign.id).newest
    easy = (*rules.team_badges, steady(crew, 1))
    with transaction():
        tomorrow = Proposal(replace(rules, badges=easy), SUNDAY + timedelta(days=1), False, WHY, 1)
        rule_versions.publish(crew.campaign, tomorrow, crew.officer)
    assert tile(crew, crew.member).level is None
    stand_still(NOW + timedelta(hours=4))
    assert tile(crew, crew.member).level == "bronze"


def test_a_preview_counts_members_and_says_what_publishing_then_does(crew):
    three_days(crew, crew.member, crew.captain)
    came(crew, crew.captain_qn2, team="QN2")
    easy = steady(crew, 1, 3)
    found = dict(badge_drafts.preview_members(crew.campaign, easy))
    assert found == {"bronze": 3, "silver": 2}
    stand_still(VERIFIED)
    publish(crew, easy)
    assert [tile(crew, each).level for each in (crew.member, crew.captain, crew.captain_qn2)] == [
        "silver",
        "silver",
        "bronze",
    ]


def test_what_an_organiser_records_is_no_session_of_a_member(crew):
    with transaction():
        gathering = Gathering(UUID(int=5), TRAINING, SUNDAY, {crew.enrolments["QN1"].id: 6})
        organising.record(crew.campaign, gathering, crew.verifier)
    was_at(crew.member, db.session.scalars(select(Report).where(Report.origin == "organiser")).one())
    assert way(crew, crew.member) == (0, 3)
