"""Who finds which report in their queue, in which order, and who else is looking."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import event, insert

from app import clock
from app.database import db, transaction
from app.models import BatchReport, BatchReview, Membership, Report, ReportClaim, RoleGrant
from app.queries import looks as seen_by
from app.queries import queue
from app.queries.deciders import deciders, nearest
from app.queries.rights import rights_of
from app.services import looks
from app.services import people as persons
from app.services import reports as service
from tests.cast import BEGUN, NOW, cast, stand_still
from tests.reporting import content, decided, returned, sent


def waiting(person):
    return [each.uuid for each in queue.waiting_for(rights_of(person)).rows]


def test_a_verifier_finds_the_reports_of_their_unit_alone(app):
    people = cast()
    mine = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    other = sent(people.enrolments["AN1"], people.captain_an1, {"vneid_level2_support": 5})
    assert waiting(people.verifier) == [mine.uuid]
    assert waiting(people.verifier_an) == [other.uuid]
    assert waiting(people.officer) == []


def test_a_report_that_nobody_in_the_unit_may_decide_goes_to_the_parent_unit(app):
    people = cast()
    with transaction() as session:
        session.add(Membership(team_id=people.teams["QN1"].id, person_id=people.verifier.id, starts_on=BEGUN))
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    sent(people.enrolments["AN1"], people.captain_an1, {"vneid_level2_support": 5})
    assert waiting(people.verifier) == []
    assert waiting(people.officer) == [report.uuid]


def test_a_second_verifier_of_the_unit_keeps_the_report_in_the_unit(app):
    people = cast()
    with transaction() as session:
        session.add(Membership(team_id=people.teams["QN1"].id, person_id=people.verifier.id, starts_on=BEGUN))
        deputy = persons.add("deputy@cast.example", "Trần Lê Ỷ Nhi", None, people.officer)
        persons.grant(deputy, "verifier", people.units["X21583"], people.officer)
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    assert (waiting(deputy), waiting(people.officer)) == ([report.uuid], [])


def test_a_verifier_who_was_a_member_on_the_day_does_not_decide_after_leaving(app):
    people = cast()
    with transaction() as session:
        left = BEGUN + timedelta(days=14)
        session.add(
            Membership(team_id=people.teams["QN1"].id, person_id=people.verifier.id, starts_on=BEGUN, ends_on=left)
        )
    sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    assert waiting(people.verifier) == []


def test_a_role_that_ended_a_second_ago_finds_nothing(app):
    people = cast()
    sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    with transaction() as session:
        grant = session.query(RoleGrant).filter_by(person_id=people.verifier.id).one()
        grant.ends_at = clock.wall() - timedelta(seconds=1)
    assert waiting(people.verifier) == []


def test_decided_and_returned_reports_leave_the_queue(app):
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}), people.verifier)
    returned(sent(people.enrolments["QN2"], people.captain_qn2, {"vneid_level2_support": 5}), people.verifier)
    assert waiting(people.verifier) == []


def everybody_with_a_report(people):
    """Reports in which verifiers and officers took part in every way there is, beside those in which they did not."""
    with transaction() as session:
        commune = persons.add("deputy@cast.example", "Trần Lê Ỷ Nhi", None, people.officer)
        persons.grant(commune, "verifier", people.units["X21583"], people.officer)
        team = people.teams["QN2"].id
        session.add(Membership(team_id=team, person_id=people.verifier.id, starts_on=BEGUN))
        session.add(Membership(team_id=team, person_id=commune.id, starts_on=BEGUN, ends_on=BEGUN))
        session.add(Membership(team_id=people.teams["AN2"].id, person_id=people.verifier_an.id, starts_on=BEGUN))
        session.add(Membership(team_id=people.teams["AN2"].id, person_id=people.officer.id, starts_on=BEGUN))
    crowd = ("captain", "captain_qn2", "captain_an1", "captain_an2", "verifier", "verifier_an", "officer")
    for place, (name, code) in enumerate((name, code) for name in crowd for code in ("QN1", "QN2", "AN1", "AN2")):
        if place % 3:
            sent(people.enrolments[code], getattr(people, name), {"vneid_level2_support": 1 + place})
    return [*(getattr(people, name) for name in (*crowd, "verifier_hn", "auditor", "outsider")), commune]


def test_the_database_finds_whose_turn_a_report_is_as_the_rule_says_it(app):
    people = cast()
    crowd = everybody_with_a_report(people)
    reports = list(db.session.query(Report).filter_by(state="submitted"))
    able = deciders(reports)
    for person in crowd:
        due = {each.uuid for each in reports if person.id in {one.person_id for one in nearest(able[each.id])}}
        assert set(waiting(person)) == due, person.full_name
    assert len(reports) == 18
    assert sum(bool(waiting(person)) for person in crowd) == 4


def test_the_database_finds_whose_turn_is_what_batches_reopened_as_the_rule_says_it(app):
    """Decisions of one person were taken back, of several on the same report, of the officer, of a member since."""
    people = cast()
    crowd = everybody_with_a_report(people)
    plain = sent(people.enrolments["AN1"], people.captain_an1, {"vneid_level2_support": 3})
    reports = db.session.query(Report).filter_by(state="submitted").order_by(Report.id).all()
    reviewed = {people.verifier: reports[:12], crowd[-1]: reports[6:16], people.officer: reports[::5]}
    reviewed[people.verifier_an] = reports[::2]
    for person, taken in reviewed.items():
        reopened_by_a_batch(people, person, taken)
    reopened_by_a_batch(people, people.verifier_an, reports, is_applied=False)
    able = deciders(reports)
    for person in crowd:
        due = {each.uuid for each in reports if person.id in {one.person_id for one in nearest(able[each.id])}}
        assert set(waiting(person)) == due, person.full_name
    assert sum(bool(waiting(each)) for each in crowd) > 2
    assert plain.uuid in waiting(people.officer)


def reopened_by_a_batch(people, person, reports, is_applied=True):
    """A batch has taken back this person's decisions on these reports; only its rows are written."""
    other = decided(sent(people.enrolments["QN1"], people.captain, {"dvc_full_support": 1}), people.verifier)
    with transaction() as session:
        about = {"uuid": str(uuid4()), "effect": "reopened", "reason": "Kiểm tra lại", "person_id": person.id}
        days = {"from_day": BEGUN, "to_day": BEGUN, "opened_by_id": people.officer.id, "opened_at": NOW}
        end = {"applied_by_id": people.officer.id, "applied_at": NOW} if is_applied else {}
        batch = BatchReview(campaign_id=people.campaign.id, **about, **days, **end)
        session.add(batch)
        session.flush()
        rows = [{"batch_id": batch.id, "report_id": each.id, "decision_id": other.decision_id} for each in reports]
        session.execute(insert(BatchReport), rows)


def test_the_riskiest_report_comes_first_and_the_oldest_of_equals(app):
    people = cast()
    found = []
    for minute, risk in enumerate((0, 60, 0, 110)):
        stand_still(NOW + timedelta(minutes=minute))
        found.append(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}))
        with transaction():
            found[-1].risk = risk
    assert waiting(people.verifier) == [found[each].uuid for each in (3, 1, 0, 2)]
    counts = queue.waiting_for(rights_of(people.verifier), limit=1).counts
    assert {risk: count for (_campaign, risk), count in counts.items()} == {0: 2, 60: 1, 110: 1}


def test_a_report_somebody_else_is_looking_at_is_opened_last(app):
    people = cast()
    with transaction():
        deputy = persons.add("deputy@cast.example", "Trần Lê Ỷ Nhi", None, people.officer)
        persons.grant(deputy, "verifier", people.units["X21583"], people.officer)
    first = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5})
    stand_still(NOW + timedelta(minutes=1))
    second = sent(people.enrolments["QN2"], people.captain_qn2, {"vneid_level2_support": 5})
    with transaction():
        looks.look(first, deputy, {})
    found = queue.waiting_for(rights_of(people.verifier))
    assert [each.held_by for each in found.rows] == ["Trần Lê Ỷ Nhi", None]
    assert found.next_but().uuid == second.uuid
    assert queue.waiting_for(rights_of(deputy)).next_but().uuid == first.uuid
    assert seen_by.left_open(deputy) == first.uuid
    assert seen_by.left_open(people.verifier) is None
    with transaction() as session:
        session.query(ReportClaim).update({"until": clock.wall() - timedelta(seconds=1)})
    assert queue.waiting_for(rights_of(people.verifier)).next_but().uuid == first.uuid


def test_the_queue_asks_as_often_for_sixty_reports_as_for_two(app):
    people = cast()
    asked = []
    for many in (2, 58):
        with transaction():
            for _ in range(many):
                service.record(
                    str(uuid4()), people.enrolments["QN1"], content({"vneid_level2_support": 1}), people.captain, True
                )
        asked.append(statements_of(people.verifier))
    found = queue.waiting_for(rights_of(people.verifier))
    assert found.total == 60
    assert len(found.rows) == queue.SHOWN
    assert asked[0] == asked[1] <= 6


def statements_of(person):
    """How many statements this person's queue takes."""
    rights, statements = rights_of(person), []
    event.listen(db.engine, "before_cursor_execute", count := lambda *args: statements.append(args[2]))
    try:
        queue.flags_of([each.id for each in queue.waiting_for(rights).rows])
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return len(statements)
