"""Many people at the same moment: one wins, the others are told kindly, sums stay right. On both databases."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import AuditEvent, Decision, Person, Report, SignInAttempt, Standing
from app.services import people, sign_in
from tests.cast import PEOPLE
from tests.racing import (
    books_are_right,
    codes,
    count,
    decides,
    enrolment,
    person,
    sends,
    together,
    waiting,
)


def test_two_verifiers_at_once_make_one_decision_a_report(crowd):
    local = {"QN1": "verifier", "QN2": "verifier", "AN1": "verifier_an"}
    teams = (list(local) * 7)[:20]
    for team, uuid in zip(teams, waiting(crowd, *teams), strict=True):
        outcomes = together(crowd, decides(uuid, local[team]), decides(uuid, "officer"))
        assert codes(outcomes) == ["", "report_not_waiting"]
    with crowd.app_context():
        assert count(Decision) == 20
        assert count(AuditEvent, AuditEvent.kind == "report.decided") == 20
    books_are_right(crowd)


def test_the_same_form_sent_by_four_at_once_is_one_report(crowd):
    uuid = str(uuid4())
    outcomes = together(crowd, *[sends("QN1", uuid)] * 4)
    assert [each.value for each in outcomes] == [uuid] * 4
    with crowd.app_context():
        assert count(Report) == 1
        assert count(AuditEvent, AuditEvent.kind == "report.submitted") == 1


def test_two_teams_that_name_the_same_new_place_at_once_both_get_through(crowd):
    for turn in range(8):
        place = f"Nhà văn hóa khu phố {turn}"
        assert codes(together(crowd, sends("QN1", place=place), sends("QN2", place=place))) == ["", ""]


def test_two_reports_of_one_day_share_the_cap_when_decided_at_once(crowd):
    for team, first_verifier in (("QN1", "verifier"), ("QN2", "verifier"), ("AN1", "verifier_an")):
        first, second = waiting(crowd, team, team, quantity=25)
        assert codes(together(crowd, decides(first, first_verifier), decides(second, "officer"))) == ["", ""]
        with crowd.app_context():
            standing = db.session.get_one(Standing, enrolment(team).id)
            assert (standing.points, standing.verified_quantity, standing.scored_quantity) == (144, 50, 40)
    books_are_right(crowd)


def test_decisions_in_three_teams_at_once_are_numbered_without_gaps(crowd):
    for _ in range(3):
        found = waiting(crowd, "QN1", "QN2", "AN1")
        assert codes(together(crowd, *[decides(uuid, "officer") for uuid in found])) == ["", "", ""]
    books_are_right(crowd)


@pytest.mark.parametrize(("logins", "most"), [(1, 5), (40, 30)])
def test_attempts_to_sign_in_at_once_pass_the_limit_no_more_than_one_by_one(crowd, logins, most):
    tries = [f"{number % logins}@cast.example" for number in range(20 if logins == 1 else 40)]
    outcomes = together(crowd, *[lambda login=each: sign_in.reserve(login, "192.0.2.7") is not None for each in tries])
    assert sum(each.value for each in outcomes) == most
    with crowd.app_context():
        assert count(SignInAttempt) == most


def test_a_link_opened_twice_at_once_sets_one_password(crowd):
    with crowd.app_context(), transaction():
        token = people.make_link(person("member"), person("officer"))
    outcomes = together(crowd, *[lambda: people.use_link(token, "đội hình số một").id] * 2)
    assert codes(outcomes) == ["", "link_closed"]
    with crowd.app_context():
        assert db.session.scalar(select(Person.session_epoch).where(Person.login == PEOPLE["member"][0])) == 2
