"""Two who lend, or end, the same role at the same moment: one loan, none that outlives its role. On both."""

from uuid import uuid4

from sqlalchemy import select

from app.database import db
from app.models import RoleGrant
from app.queries.invariants.deputies import loans_within_their_role
from app.services import delegations, roles
from app.services.loans import Loan
from tests.racing import codes, person, together
from tests.reporting import SUNDAY


def role():
    return db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person("verifier").id)).one()


def lends(by, uuid):
    def move():
        loan = Loan(uuid, SUNDAY, SUNDAY, "Đi họp")
        return delegations.delegate(role(), person("member"), loan, person(by)).uuid

    return move


def ends_role():
    roles.end(role(), person("officer"))


def test_two_loans_to_one_deputy_are_one_and_one_form_pressed_twice_is_one(crowd):
    outcomes = together(crowd, lends("verifier", str(uuid4())), lends("officer", str(uuid4())))
    assert codes(outcomes) == ["", "deputy_lent"]
    again = next(each.value for each in outcomes if each.worked)
    assert codes(together(crowd, *[lends("verifier", again)] * 3)) == ["", "", ""]


def test_a_role_that_ends_while_it_is_lent_leaves_no_deputy_behind(crowd):
    ends = together(crowd, lends("verifier", str(uuid4())), ends_role)
    assert codes(ends) in (["", ""], ["", "role_ended"])
    with crowd.app_context():
        assert list(loans_within_their_role()) == []
