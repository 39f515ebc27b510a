"""An organiser records training and meetings: decided at once, for everybody's team but their own."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import AuditEvent, BadgeAward, Decision, LedgerEntry, Membership, Report, Standing
from app.queries import organising, queue
from app.queries.campaigns import stage
from app.queries.deciders import deciders
from app.queries.invariants import judging
from app.queries.rights import rights_of
from app.services import decisions, reports
from app.services.decision_rows import Ruling
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from tests.cast import BEGUN, NOW, cast, stand_still
from tests.gathering import MEETING, TRAINING, gathered
from tests.reporting import SUNDAY, content, decided, sent


def standing(enrolment):
    db.session.expire_all()
    return db.session.get_one(Standing, enrolment.id)


def badges_of(enrolment):
    rows = db.session.execute(
        select(BadgeAward.badge_code, BadgeAward.level).where(
            BadgeAward.enrolment_id == enrolment.id, BadgeAward.revoked_seq.is_(None)
        )
    )
    return {(code, level) for code, level in rows}


def broken():
    return {name: found for name, check in INVARIANTS.items() if (found := list(check()))}


def joins(person, team, since=BEGUN, until=None):
    with transaction() as session:
        session.add(Membership(team_id=team.id, person_id=person.id, starts_on=since, ends_on=until))


def test_eight_members_at_a_training_earn_sixteen_points_and_the_badge(app):
    people = cast()
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8}) == 1
    assert standing(people.enrolments["QN1"]).points == 16
    assert standing(people.enrolments["QN2"]).points == 0
    assert badges_of(people.enrolments["QN1"]) == {("well_trained", level) for level in ("bronze", "silver", "gold")}
    assert broken() == {}


def test_the_record_is_a_decided_report_of_the_organiser_never_late(app):
    people = cast()
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 6}, day=BEGUN)
    [report] = db.session.scalars(select(Report))
    [decision] = db.session.scalars(select(Decision))
    assert (report.origin, report.state, report.late, report.team_size) == ("organiser", "decided", False, 8)
    assert (report.created_by_id, report.first_submitted_at, report.activity_day) == (people.verifier.id, NOW, BEGUN)
    assert (decision.kind, decision.by_id, decision.first_look) == ("decided", people.verifier.id, True)
    kinds = set(db.session.scalars(select(AuditEvent.kind).where(AuditEvent.actor_id == people.verifier.id)))
    assert kinds == {"organising.recorded", "report.decided"}


def test_one_form_records_many_teams_in_one_go(app):
    people = cast()
    came = {each: 4 for code, each in people.enrolments.items()}
    assert gathered(people.campaign, people.officer, came) == 4
    assert [standing(each).points for each in came] == [8, 8, 8, 8]
    assert broken() == {}


def test_a_meeting_gives_ten_points_once_a_month_and_every_one_counts(app):
    people = cast()
    team = people.enrolments["QN1"]
    gathered(people.campaign, people.verifier, {team: 1}, MEETING, date(2026, 3, 4))
    stand_still(NOW + timedelta(minutes=1))
    gathered(people.campaign, people.verifier, {team: 1}, MEETING, date(2026, 3, 11))
    found = standing(team)
    assert (found.points, found.verified_quantity, found.scored_quantity) == (10, 2, 1)
    assert [each.points for each in db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq))] == [10, 0]
    assert broken() == {}


def test_pressing_twice_records_once(app):
    people = cast()
    form = uuid4()
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8}, form=form) == 1
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8}, form=form) == 0
    assert standing(people.enrolments["QN1"]).points == 16


def test_another_form_does_not_record_the_same_kind_and_day_again(app):
    people = cast()
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 4})
    both = {people.enrolments["QN1"]: 8, people.enrolments["QN2"]: 8}
    assert gathered(people.campaign, people.officer, both) == 1
    assert standing(people.enrolments["QN1"]).points == 8
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 1}, MEETING) == 1


@pytest.mark.parametrize(("since", "until"), [(BEGUN, None), (BEGUN, SUNDAY), (SUNDAY, None)])
def test_nobody_records_a_team_they_belong_to(app, since, until):
    people = cast()
    joins(people.verifier, people.teams["QN1"], since, until)
    with pytest.raises(Refused, match="own_team"):
        gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8, people.enrolments["QN2"]: 8})
    assert db.session.scalars(select(Report)).all() == []
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN2"]: 8}) == 1


def test_who_joined_since_the_day_does_not_record_it_either(app):
    people = cast()
    joins(people.verifier, people.teams["QN1"], SUNDAY)
    with pytest.raises(Refused, match="own_team"):
        gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8}, day=date(2026, 3, 2))


def test_who_left_before_the_day_records_it(app):
    people = cast()
    joins(people.verifier, people.teams["QN1"], BEGUN, date(2026, 3, 7))
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8}) == 1
    assert broken() == {}


@pytest.mark.parametrize("name", ["captain", "member", "verifier_an", "verifier_hn", "auditor", "admin", "outsider"])
def test_only_a_verifier_or_officer_above_the_team_records_it(app, name):
    people = cast()
    with pytest.raises(Refused, match="team_not_yours"):
        gathered(people.campaign, getattr(people, name), {people.enrolments["QN1"]: 8})


def test_a_team_of_another_campaign_is_refused(app):
    people = cast()
    with pytest.raises(Refused, match="team_not_yours"):
        gathered(people.noise, people.officer, {people.enrolments["QN1"]: 8})


@pytest.mark.parametrize("count", [0, 9])
def test_a_team_of_eight_trains_one_to_eight(app, count):
    people = cast()
    with pytest.raises(Refused, match="more_than_came"):
        gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: count})


def test_two_of_one_meeting_are_refused(app):
    people = cast()
    with pytest.raises(Refused, match="more_than_came"):
        gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 2}, MEETING)


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        (TRAINING, date(2026, 3, 16), "day_not_come"),
        (TRAINING, date(2026, 2, 28), "day_outside_campaign"),
        ("vneid_level2_support", SUNDAY, "activity_not_offered"),
        ("creative_model", SUNDAY, "activity_not_offered"),
        ("no_such_kind", SUNDAY, "activity_not_offered"),
    ],
)
def test_only_what_an_organiser_records_on_a_day_that_has_come(app, kind, day, code):
    people = cast()
    with pytest.raises(Refused, match=code):
        gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 1}, kind, day)


def test_after_the_close_nothing_is_recorded(app):
    people = cast()
    stand_still(datetime(2026, 4, 6, tzinfo=UTC))
    assert not stage(people.campaign).decisions_open
    with pytest.raises(Refused, match="decisions_closed"):
        gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8})


def test_a_captain_reports_neither(app):
    people = cast()
    for kind in (TRAINING, MEETING):
        with pytest.raises(Refused, match="activity_not_offered"):
            sent(people.enrolments["QN1"], people.captain, {kind: 1})


def test_an_officer_reopens_a_record_and_decides_it_anew(app):
    people = cast()
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8})
    [report] = db.session.scalars(select(Report))
    with transaction():
        decisions.reopen(report, people.officer, "Xem lại danh sách")
    assert standing(people.enrolments["QN1"]).points == 0
    assert badges_of(people.enrolments["QN1"]) == set()
    assert [each.uuid for each in queue.waiting_for(rights_of(people.verifier)).rows] == [report.uuid]
    decided(report, people.verifier, {TRAINING: 4}, "Bốn bạn đến muộn")
    assert standing(people.enrolments["QN1"]).points == 8
    assert badges_of(people.enrolments["QN1"]) == {("well_trained", "bronze")}
    assert broken() == {}


def test_a_reopened_record_is_still_not_its_teams_to_change(app):
    people = cast()
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8})
    [report] = db.session.scalars(select(Report))
    with transaction():
        decisions.reopen(report, people.verifier, "Xem lại danh sách")
    with pytest.raises(Refused, match="report_decided"), transaction():
        reports.amend(report, content({"vneid_level2_support": 1}), people.captain, report.version, send=True)
    with pytest.raises(Refused, match="report_decided"), transaction():
        reports.withdraw(report, people.captain)


def test_what_was_recorded_by_mistake_and_rejected_is_recorded_again(app):
    people = cast()
    form = uuid4()
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 2}, form=form)
    [report] = db.session.scalars(select(Report))
    with transaction():
        decisions.reopen(report, people.verifier, "Ghi nhầm")
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8}) == 0
    decided(report, people.verifier, {TRAINING: None}, "Ghi nhầm")
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8}, form=form) == 0
    assert gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8}) == 1
    assert standing(people.enrolments["QN1"]).points == 16
    assert broken() == {}


def test_the_author_of_a_teams_own_report_still_does_not_decide_it(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.verifier, {"vneid_level2_support": 5})
    assert people.verifier.id not in {each.person_id for each in deciders([report])[report.id]}
    with pytest.raises(Refused, match="not_yours_to_decide"), transaction():
        decisions.decide(report, people.verifier, [Ruling(report.lines[0].id, "verified", 5)], report.version)


def test_the_invariant_sees_an_organiser_who_joined_the_team_behind_our_backs(app):
    people = cast()
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8})
    assert list(judging.no_self_verification()) == []
    joins(people.verifier, people.teams["QN1"])
    [fault] = judging.no_self_verification()
    assert fault.endswith(f"person={people.verifier.id}")


def test_a_training_on_a_sunday_is_no_deployment_and_no_report_of_the_teams(app):
    people = cast()
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 8})
    found = standing(people.enrolments["QN1"])
    assert (found.sundays_deployed, found.reports_decided, found.reports_on_time, found.reports_first_time) == (0,) * 4
    assert found.reports_verified == 1
    assert "first_deployment" not in {code for code, _ in badges_of(people.enrolments["QN1"])}


def test_the_list_says_who_is_recorded_and_whose_member_one_is(app):
    people = cast()
    joins(people.verifier, people.teams["QN2"])
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 7})
    mine = organising.enrolments_of(rights_of(people.verifier), people.campaign)
    rows = organising.rows(rights_of(people.verifier), mine, TRAINING, SUNDAY)
    assert [(each.enrolment.team.code, each.recorded, each.own) for each in rows] == [
        ("QN1", 7, False),
        ("QN2", None, True),
    ]
    other_day = organising.rows(rights_of(people.verifier), mine, TRAINING, SUNDAY - timedelta(days=1))
    assert [each.recorded for each in other_day] == [None, None]
    assert [each.recorded for each in organising.rows(rights_of(people.verifier), mine, MEETING, SUNDAY)] == [None] * 2


def test_an_organiser_finds_the_campaigns_their_teams_take_part_in(app):
    people = cast()
    assert {each.code for each in organising.campaigns_of(rights_of(people.verifier))} == {"THU2026", "NHIEU2026"}
    assert [each.code for each in organising.campaigns_of(rights_of(people.verifier_an))] == ["THU2026"]
    assert organising.campaigns_of(rights_of(people.captain)) == []
