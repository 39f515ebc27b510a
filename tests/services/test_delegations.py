"""A verifier lends their role for some days: it ends by itself, with the role it came from, or when taken back."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.clock import wall
from app.database import db, transaction
from app.models import AuditEvent, Delegation, RoleGrant
from app.queries import delegations as asked
from app.queries import queue
from app.queries.invariants.deputies import loans_within_their_role
from app.queries.rights import rights_of, role_held
from app.services import delegations, people, roles
from app.services.loans import Loan
from app.services.refusals import Refused
from tests.cast import PEOPLE, cast
from tests.reporting import SUNDAY, decided, sent
from tests.telling import at, kept, later, said

VNEID = "vneid_level2_support"


def role_of(person, role="verifier"):
    return db.session.scalars(
        select(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.role == role).order_by(RoleGrant.id)
    ).first()


def loan(first=0, last=5, **changes):
    made = Loan(str(uuid4()), SUNDAY + timedelta(first), SUNDAY + timedelta(last), "Đi tập huấn")
    return replace(made, **changes)


def lends(giver, deputy, asked_for=None, by=None, grant=None):
    with transaction():
        return delegations.delegate(grant or role_of(giver), deputy, asked_for or loan(), by or giver)


def refusal(*args, **options):
    with pytest.raises(Refused) as found:
        lends(*args, **options)
    return found.value.code


def decides(person):
    return "verifier" in rights_of(person).roles


def test_a_deputy_sees_the_queue_and_decides_while_the_verifier_keeps_their_role(app):
    cast_ = cast()
    report = sent(cast_.enrolments["QN1"], cast_.captain, {VNEID: 5})
    other = sent(cast_.enrolments["AN1"], cast_.captain_an1, {VNEID: 5})
    lends(cast_.verifier, cast_.outsider)
    assert [each.uuid for each in queue.waiting_for(rights_of(cast_.outsider)).rows] == [report.uuid]
    assert queue.waiting_for(rights_of(cast_.verifier)).total == 1
    decided(report, cast_.outsider)
    with pytest.raises(Refused, match="not_yours_to_decide"):
        decided(other, cast_.outsider)
    assert list(loans_within_their_role()) == []
    with transaction():
        role_of(cast_.verifier).ends_at = wall()
    assert len(list(loans_within_their_role())) == 1


def test_a_deputy_never_decides_for_a_team_they_belong_to(app):
    cast_ = cast()
    lends(cast_.verifier, cast_.member)
    own = sent(cast_.enrolments["QN1"], cast_.captain, {VNEID: 5})
    others = sent(cast_.enrolments["QN2"], cast_.captain_qn2, {VNEID: 5})
    assert [each.uuid for each in queue.waiting_for(rights_of(cast_.member)).rows] == [others.uuid]
    with pytest.raises(Refused, match="not_yours_to_decide"):
        decided(own, cast_.member)
    decided(others, cast_.member)


def test_it_holds_on_its_days_to_their_end_in_vietnam_and_no_longer(app):
    cast_ = cast()
    made = lends(cast_.verifier, cast_.outsider, loan(1, 2))
    times = ((0, 0, "coming"), (3, 29, "coming"), (3, 31, "active"), (51, 29, "active"), (51, 31, "ended"))
    for hours, minutes, state in times:  # it is half past eight in the evening
        with at(wall() + timedelta(hours=hours, minutes=minutes)):
            assert (asked.state_of(made), decides(cast_.outsider)) == (state, state == "active")


REFUSED = (
    ("verifier", loan(), "deputy_self"),
    ("command", loan(), "deputy_unknown"),
    ("outsider", loan(), "deputy_unknown"),  # whose account is closed
    ("nobody", loan(), "deputy_unknown"),
    ("auditor", loan(), "deputy_watches"),
    ("admin", loan(), "deputy_watches"),
    ("member", loan(3, 1), "days_reversed"),
    ("member", loan(-1, 1), "days_past"),
    ("member", loan(0, 31), "days_many"),
)


def test_what_is_refused_leaves_nothing_behind(app):
    cast_ = cast()
    with transaction():
        known = {**vars(cast_), "command": people.system_actor(), "nobody": None}
        cast_.outsider.disabled_at = wall()
    found = [refusal(cast_.verifier, known[deputy], asked_for) for deputy, asked_for, _ in REFUSED]
    assert found == [code for *_, code in REFUSED]
    assert db.session.scalar(select(Delegation.id)) is None
    assert lends(cast_.verifier, cast_.member, loan(0, 30)).to_day == date(2026, 4, 14)


def test_only_the_verifier_or_an_officer_above_lends(app):
    cast_ = cast()
    for name in ("verifier_an", "verifier_hn", "captain", "auditor"):
        assert refusal(cast_.verifier, cast_.member, by=getattr(cast_, name)) == "not_yours_to_lend"
    assert refusal(cast_.verifier, cast_.officer, by=cast_.officer) == "deputy_self"
    assert refusal(cast_.verifier, cast_.member, grant=role_of(cast_.officer, "officer")) == "role_ended"
    lends(cast_.verifier, cast_.member, by=cast_.officer)
    assert decides(cast_.member)


def test_who_verifies_there_already_needs_no_loan_and_loans_do_not_overlap(app):
    cast_ = cast()
    with transaction():
        people.grant(cast_.captain_qn2, "verifier", cast_.units["X21583"], cast_.officer)
    assert refusal(cast_.verifier, cast_.captain_qn2) == "deputy_verifies"
    lends(cast_.verifier, cast_.member, loan(2, 4))
    for first, last in ((0, 2), (3, 3), (4, 9), (0, 9)):
        assert refusal(cast_.verifier, cast_.member, loan(first, last)) == "deputy_lent"
    assert refusal(cast_.captain_qn2, cast_.member, loan(3, 3)) == "deputy_lent"
    lends(cast_.verifier, cast_.member, loan(0, 1))
    lends(cast_.verifier, cast_.member, loan(5, 9))
    lends(cast_.verifier, cast_.captain, loan(2, 4))
    lends(cast_.verifier_an, cast_.member, loan(2, 4))


def test_what_is_lent_is_not_lent_on_and_does_not_come_back_round(app):
    cast_ = cast()
    lent = lends(cast_.verifier, cast_.member).grant
    assert refusal(cast_.member, cast_.captain_qn2, grant=lent) == "lent_already"
    assert refusal(cast_.member, cast_.verifier, grant=lent) == "lent_already"
    assert refusal(cast_.member, cast_.captain_qn2, grant=lent, by=cast_.officer) == "lent_already"
    assert [each.id for each in asked.lendable(rights_of(cast_.member))] == []


def test_a_loan_never_outlives_its_givers_role(app):
    cast_ = cast()
    with transaction():
        role_of(cast_.verifier).ends_at = wall() + timedelta(days=2)
    with pytest.raises(Refused, match="beyond_own_role") as found:
        lends(cast_.verifier, cast_.member, loan(0, 2))
    assert found.value.facts["last"] == SUNDAY + timedelta(2)  # that evening, not to its midnight
    lends(cast_.verifier, cast_.member, loan(0, 1))


def test_when_the_givers_role_ends_what_was_lent_from_it_ends_with_it(app):
    cast_ = cast()
    now, coming = lends(cast_.verifier, cast_.member), lends(cast_.verifier, cast_.captain, loan(3, 4))
    other = lends(cast_.verifier_an, cast_.outsider)
    with transaction():
        ended = roles.end(role_of(cast_.verifier), cast_.officer)
    assert {each.uuid for each in ended} == {now.uuid, coming.uuid}
    assert not decides(cast_.verifier)
    assert not decides(cast_.member)
    assert decides(cast_.outsider)
    assert [asked.state_of(each) for each in (now, coming, other)] == ["ended", "ended", "active"]
    with at(wall() + timedelta(days=3)):
        assert not decides(cast_.captain)
    assert list(loans_within_their_role()) == []
    kinds = [each.kind for each in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(3))]
    assert kinds == ["delegation.ended", "delegation.ended", "role.ended"]
    with pytest.raises(Refused, match="role_ended"), transaction():
        roles.end(role_of(cast_.verifier), cast_.officer)
    assert refusal(cast_.verifier, cast_.outsider) == "role_ended"


def test_it_is_ended_early_by_who_gave_or_holds_it_or_an_officer_once(app):
    cast_ = cast()
    for who in ("verifier", "member", "officer"):
        made = lends(cast_.verifier, cast_.member)
        for _ in range(2):
            with transaction():
                delegations.withdraw(made, getattr(cast_, who))
        assert (asked.state_of(made), decides(cast_.member), decides(cast_.verifier)) == ("withdrawn", False, True)
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject == f"delegation:{made.uuid}")).all()
        assert [each.kind for each in events] == ["delegation.made", "delegation.withdrawn"]
        assert events[0].detail["days"] == ["2026-03-15", "2026-03-20"]


def test_strangers_do_not_end_it_and_what_is_over_is_not_ended_again(app):
    cast_ = cast()
    made = lends(cast_.verifier, cast_.member, loan(0, 0))
    for name in ("verifier_an", "captain", "auditor"):
        with pytest.raises(Refused, match="not_yours_to_withdraw"), transaction():
            delegations.withdraw(made, getattr(cast_, name))
    with at(wall() + timedelta(days=1)), pytest.raises(Refused, match="delegation_over"), transaction():
        delegations.withdraw(made, cast_.verifier)


def test_one_that_has_not_begun_never_begins_once_withdrawn(app):
    cast_ = cast()
    made = lends(cast_.verifier, cast_.member, loan(2, 4))
    with transaction():
        delegations.withdraw(made, cast_.verifier)
    with at(wall() + timedelta(days=3)):
        assert not decides(cast_.member)
        assert said(cast_.member) == []
    lends(cast_.verifier, cast_.member, loan(2, 4))
    with at(wall() + timedelta(days=3)):
        assert said(cast_.member) == ["deputy_named"]


def test_the_same_form_sent_twice_is_one_loan_and_another_under_its_id_is_refused(app):
    cast_ = cast()
    form = loan()
    assert lends(cast_.verifier, cast_.member, form).id == lends(cast_.verifier, cast_.member, form).id
    assert refusal(cast_.verifier, cast_.captain, form) == "delegation_differs"
    assert refusal(cast_.verifier, cast_.member, replace(form, to_day=form.from_day)) == "delegation_differs"
    assert len(db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == cast_.member.id)).all()) == 2


def test_the_deputy_is_told_when_it_begins_and_the_verifier_when_an_officer_did_it(app):
    cast_ = cast()
    lends(cast_.verifier, cast_.member)
    lends(cast_.verifier, cast_.captain, loan(2, 3), by=cast_.officer)
    with later():
        assert said(cast_.member) == ["deputy_named"]
        assert said(cast_.verifier) == ["deputy_named"]
        assert said(cast_.captain) == []
    with at(wall() + timedelta(days=2)):
        assert said(cast_.captain) == ["deputy_named"]
    assert len(kept("deputy_named")) == 3


def test_the_role_one_holds_oneself_is_found_before_one_that_is_lent(app):
    cast_ = cast()
    lent = lends(cast_.verifier, cast_.member).grant
    login = PEOPLE["member"][0]
    assert role_held(login, "verifier", "X21583") == lent
    assert role_held(login, "member", "QN1").team.code == "QN1"
    assert role_held(login, "verifier", "X21907") is None
    with transaction():
        people.grant(cast_.member, "verifier", cast_.units["X21583"], cast_.officer)
    assert role_held(login, "verifier", "X21583") != lent
