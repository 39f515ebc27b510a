"""What is kept of a team's decided reports follows every decision, forth and back."""

from app.database import db, transaction
from app.models import TeamCount
from app.rulebook.counting import Counts
from app.services import decisions
from app.services.invariants import INVARIANTS
from tests.cast import cast
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"


def kept(enrolment):
    db.session.expire_all()
    return Counts.read(db.session.get_one(TeamCount, enrolment.id).counts)


def test_counts_follow_a_verification_a_correction_a_reopening_and_another_verification(app):
    people = cast()
    enrolment = people.enrolments["QN1"]
    decided(sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 3}), people.verifier)
    report = decided(sent(enrolment, people.captain, {VNEID: 25}), people.verifier)
    once = kept(enrolment)
    with transaction():
        decisions.correct(report, people.captain, {report.lines[0].id: 20}, "Đếm nhầm")
    assert kept(enrolment).lines == {VNEID: {"20": 1}}
    assert list(INVARIANTS["counts_kept"]()) == []
    with transaction():
        decisions.reopen(report, people.officer, "Nhầm ảnh")
    assert kept(enrolment) == Counts()
    decided(report, people.verifier)
    assert kept(enrolment).lines == once.lines
    assert list(INVARIANTS["counts_kept"]()) == []
