"""Who finds which report in their queue."""

from datetime import timedelta

from app import clock
from app.database import transaction
from app.models import Membership, RoleGrant
from app.queries import queue
from app.queries.rights import rights_of
from app.services import people as persons
from tests.cast import BEGUN, cast
from tests.reporting import decided, returned, sent


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
