"""Whoever decides the results and whoever still moves points at the same moment: one waits, nothing is half-decided."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Award, CeremonyStep, Result, ResultSubmission, SubmissionAnswer
from app.queries.ceremonies import by_uuid
from app.services import ceremonies, people, results
from tests.concluding import DECIDED, NUMBER, finalised, in_april, witnessed
from tests.racing import campaign, codes, count, decides, fines, person, together, waiting

TURNS = ["sqlite", *["postgresql"] * 3]
pytestmark = pytest.mark.parametrize("database", TURNS, indirect=True)
OTHER = "signatory.2@cast.example"


@pytest.fixture
def submitted(crowd):
    """In April: a result waits for one of two signatories."""
    [uuid] = waiting(crowd, "QN1")
    assert together(crowd, decides(uuid, "verifier"))[0].worked
    with in_april():
        with crowd.app_context(), transaction():
            by = person("officer")
            people.grant(people.add(OTHER, "Lê Thị Hai", None, by), "signatory", campaign().unit, by)
            witnessed(campaign())
            results.submit(campaign(), str(uuid4()), by, "Trình")
        yield crowd


def approves(name="signatory"):
    def move():
        waiting_one = db.session.scalars(select(ResultSubmission)).one()
        results.approve(waiting_one, person(name), NUMBER, DECIDED)

    return move


def test_two_signatories_at_once_decide_one_result(submitted):
    assert codes(together(submitted, approves(), approves(OTHER))) == ["", "submission_answered"]
    with submitted.app_context():
        assert [count(each) for each in (Result, SubmissionAnswer, Award)] == [1, 1, 0]


def test_a_penalty_and_the_approval_at_once_leave_no_result_that_knows_half_of_it(submitted):
    approval, penalty = together(submitted, approves(), fines("QN1", "april"))
    assert (approval.code, penalty.code) in (("", "results_final"), ("ledger_unchecked", ""))
    with submitted.app_context():
        assert count(Result) == (1 if approval.worked else 0)


def test_two_remote_controls_take_a_step_once(crowd):
    with in_april(), crowd.app_context():
        with transaction():
            finalised(campaign(), person("officer"), person("signatory"))
        with transaction():
            uuid = ceremonies.prepare(campaign(), str(uuid4()), person("officer"), ["phuong"], True).uuid

    def presses():
        found = by_uuid(uuid)
        assert found is not None
        ceremonies.step(found, 1, "next", person("officer"))

    assert codes(together(crowd, presses, presses)) == ["", "step_out_of_order"]
    with crowd.app_context():
        assert count(CeremonyStep) == 1
