"""A photo with personal data: gone from every report, the report back with its team, and what the rules see of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import AuditEvent, Decision, Evidence, LedgerEntry
from app.queries.campaigns import stage
from app.queries.evidence import destroyed
from app.queries.proposals import proposals
from app.services import privacy, reports, retention
from app.services.invariants import INVARIANTS
from app.services.people import system_actor
from app.services.refusals import Refused
from app.services.report_photos import Photo
from tests.cast import NOW, cast, stand_still
from tests.reporting import content, decided, sent

VNEID = "vneid_level2_support"
BAD, FINE = Photo("a" * 64, 1000, 800, 600), Photo("b" * 64, 1000, 800, 600)
REASON = "Ảnh có giấy tờ/dữ liệu cá nhân"


@pytest.fixture
def people(app):
    return cast()


def reported(people, team="QN1", captain="captain", photos=(BAD, FINE)):
    return sent(people.enrolments[team], getattr(people, captain), {VNEID: 5, "e_payment_support": 2}, photos=photos)


def stopped(report, by, photo=BAD):
    with transaction():
        privacy.stop(report, photo.sha256, by, REASON)
    db.session.refresh(report)


def fate(report):
    return {each.sha256[0]: each.removed_because for each in report.evidence}


def sound():
    return [f"{name}: {each}" for name, find in INVARIANTS.items() for each in find()] == []


def test_the_photo_is_struck_in_every_report_and_this_one_goes_back_with_the_reason_on_each_line(people):
    report, other = reported(people), reported(people, "QN2", "captain_qn2", (BAD,))
    stopped(report, people.verifier)
    db.session.refresh(other)
    assert (fate(report), fate(other)) == ({"a": "privacy", "b": ""}, {"a": "privacy"})
    assert (report.state, other.state) == ("returned", "submitted")
    decision = db.session.get_one(Decision, report.decision_id)
    assert [(each.verdict, each.reason) for each in decision.verdicts] == [("returned", REASON)] * 2
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "evidence.destroyed")).one()
    assert event.subject == f"report:{report.uuid}"
    assert sound()


def test_a_decided_report_is_opened_again_first_and_its_points_go(people):
    report = decided(reported(people), people.verifier)
    stopped(report, people.officer)
    kinds = db.session.scalars(select(Decision.kind).where(Decision.report_id == report.id).order_by(Decision.id)).all()
    assert kinds == ["decided", "reopened", "returned"]
    assert report.state == "returned"
    assert sum(db.session.scalars(select(LedgerEntry.points))) == 0
    assert sound()


def test_after_the_close_the_photo_goes_and_the_decision_stays(people):
    report = decided(reported(people), people.verifier)
    stand_still(NOW + timedelta(days=40))
    stopped(report, people.officer)
    assert fate(report) == {"a": "privacy", "b": ""}
    assert report.state == "decided"


def test_pressed_twice_it_does_nothing_more(people):
    report = reported(people)
    stopped(report, people.verifier)
    first = db.session.scalars(select(Evidence.removed_at).where(Evidence.sha256 == BAD.sha256)).one()
    stand_still(NOW + timedelta(minutes=1))
    stopped(report, people.verifier)
    assert db.session.scalars(select(Evidence.removed_at).where(Evidence.sha256 == BAD.sha256)).one() == first
    assert len(db.session.scalars(select(Decision).where(Decision.report_id == report.id)).all()) == 1


@pytest.mark.parametrize("who", ["captain", "member", "verifier_an", "auditor"])
def test_nobody_else_may(people, who):
    report = reported(people)
    with pytest.raises(Refused, match="not_yours_to_decide"):
        stopped(report, getattr(people, who))
    db.session.refresh(report)
    assert fate(report) == {"a": "", "b": ""}


def test_a_photo_of_another_report_is_no_handle(people):
    report, other = reported(people, photos=(FINE,)), reported(people, "QN2", "captain_qn2", (BAD,))
    with pytest.raises(Refused, match="photo_unknown"):
        stopped(report, people.verifier)
    assert fate(other) == {"a": ""}


def test_what_was_destroyed_is_never_sent_again_by_anybody(people):
    stopped(reported(people), people.verifier)
    assert destroyed([BAD.sha256, FINE.sha256]) == {BAD.sha256}
    with pytest.raises(Refused, match="photo_private"):
        reported(people, "QN2", "captain_qn2", (BAD,))
    filled = content({VNEID: 1}, photos=(BAD,))
    with pytest.raises(Refused, match="photo_private"), transaction():
        reports.record(str(uuid4()), people.enrolments["QN2"], filled, people.captain_qn2, send=False)


def test_from_the_second_report_of_a_team_on_a_penalty_is_proposed(people):
    first, second = reported(people), reported(people, photos=(FINE, Photo("c" * 64, 9, 4, 3)))
    stopped(
        reported(people, "QN2", "captain_qn2", (Photo("d" * 64, 9, 4, 3),)), people.verifier, Photo("d" * 64, 9, 4, 3)
    )
    stopped(first, people.verifier)
    assert proposals(stage(people.campaign)) == []
    stand_still(NOW + timedelta(minutes=1))
    stopped(second, people.verifier, FINE)
    [found] = [each for each in proposals(stage(people.campaign)) if each.code == "privacy_breach"]
    assert (found.enrolment.team.code, found.code, found.subject) == ("QN1", "privacy_breach", second.uuid)


def test_photos_expire_ninety_days_after_the_decision_and_their_fingerprints_stay(people):
    old = decided(reported(people, photos=(Photo("e" * 64, 9, 4, 3, 77),)), people.verifier)
    waiting, back = reported(people, photos=(FINE,)), reported(people, photos=(Photo("f" * 64, 9, 4, 3),))
    with transaction():
        reports.withdraw(back, people.captain)
    stand_still(NOW + timedelta(days=90))
    assert expired() == 0
    stand_still(NOW + timedelta(days=90, seconds=1))
    assert (expired(), expired()) == (2, 0)
    for each in (old, waiting, back):
        db.session.refresh(each)
    assert [fate(each) for each in (old, waiting, back)] == [{"e": "expired"}, {"b": ""}, {"f": "expired"}]
    assert old.evidence[0].fingerprint == 77


def expired():
    with transaction():
        return retention.expire(system_actor())
