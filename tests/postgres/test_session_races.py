"""Captains and officers at the same moment: shares, hours and openings are kept. On both databases."""

from datetime import date
from uuid import uuid4

from app.database import transaction
from app.models import AuditEvent, JointSession, LateOpening, Report
from app.services import joint_sessions, late_openings, reports
from app.services.invariants import INVARIANTS
from app.services.joint_sessions import Part, Plan
from app.services.late_openings import Opening
from tests.racing import CAPTAINS, VNEID, codes, count, enrolment, person, together
from tests.reporting import SUNDAY, content


def opens(uuid, name="Chợ phiên"):
    """QN1's captain opens a session of QN1 and AN1."""

    def move():
        plan = Plan(SUNDAY, name, (enrolment("QN1").id, enrolment("AN1").id), (Part(VNEID, 30, (18, 12)),))
        return joint_sessions.open_session(uuid, enrolment("QN1"), plan, person("captain")).uuid

    return move


def sends(team, lines, **changes):
    """The team's captain sends a report."""
    filled = content(lines, **changes)
    return lambda: reports.record(str(uuid4()), enrolment(team), filled, person(CAPTAINS[team]), send=True).uuid


def test_a_form_pressed_four_times_at_once_opens_one_session(crowd):
    uuid = str(uuid4())
    assert [each.value for each in together(crowd, *[opens(uuid)] * 4)] == [uuid] * 4
    with crowd.app_context():
        assert count(JointSession) == count(AuditEvent, AuditEvent.kind == "joint.opened") == 1
    outcomes = together(crowd, opens(second := str(uuid4())), opens(second, "Chợ khác"))
    assert codes(outcomes) == ["", "joint_differs"]


def test_reports_at_once_never_exceed_a_share_and_two_teams_do_not_wait_for_each_other(crowd):
    with crowd.app_context(), transaction():
        uuid = opens(str(uuid4()))()
    mine = [sends("QN1", {VNEID: 7}, joint_session=uuid) for _ in range(4)]
    outcomes = together(crowd, *mine, sends("AN1", {VNEID: 12}, joint_session=uuid))
    assert codes(outcomes) == ["", "", "", "above_share", "above_share"]
    with crowd.app_context():
        assert list(INVARIANTS["joint_shares_kept"]()) == []


def test_the_same_members_cannot_be_at_two_places_by_sending_at_once(crowd):
    with crowd.app_context():
        hours = {"begins_at": 540, "ends_at": 660, "members": (person("captain").id,)}
    moves = [sends("QN1", {code: 1}, **hours) for code in ("service_point_shift", "green_sunday_day")]
    assert codes(together(crowd, *moves)) == ["", "presence_twice"]
    with crowd.app_context():
        assert count(Report) == 1


def test_a_day_opened_by_four_at_once_is_opened_once(crowd):
    def opened(reason):
        return lambda: (
            late_openings.open_day(enrolment("QN1"), Opening(date(2026, 3, 8), reason), person("officer")).reason
        )

    outcomes = together(crowd, *[opened("Lý do một")] * 2, *[opened("Lý do hai")] * 2)
    assert codes(outcomes) == ["", "", "late_opened", "late_opened"]
    with crowd.app_context():
        assert count(LateOpening) == count(AuditEvent, AuditEvent.kind == "late.opened") == 1
