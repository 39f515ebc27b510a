"""A joint session is split once and for all, and no team reports more than its share."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import AuditEvent, JointSession, JointShare
from app.queries import joint_sessions as asking
from app.queries.rights import rights_of
from app.queries.team_facts import team_facts
from app.services import joint_sessions, reports
from app.services.invariants import INVARIANTS
from app.services.joint_sessions import Part, Plan
from app.services.refusals import Refused
from tests.cast import NOW, cast, stand_still
from tests.reporting import SUNDAY, content, decided, returned, sent

VNEID, POSTERS = "vneid_level2_support", "poster_distribution"


@pytest.fixture
def people(app):
    return cast()


def plan(people, *teams, day=SUNDAY, name="Chợ đêm Quy Nhơn", parts=None):
    """A plan of these teams; 30 accounts split 18 to 12 unless told otherwise."""
    ids = tuple(people.enrolments[each].id for each in teams or ("QN1", "AN1"))
    return Plan(day, name, ids, parts if parts is not None else (Part(VNEID, 30, (18, 12)),))


def opened(people, *teams, uuid="", **changes):
    """QN1's captain opens a session."""
    with transaction():
        return joint_sessions.open_session(
            uuid or str(uuid4()), people.enrolments["QN1"], plan(people, *teams, **changes), people.captain
        )


def reported(people, session, quantity, team="QN1", by="captain", **changes):
    """A report that names the session."""
    lines = changes.pop("lines", {VNEID: quantity})
    return sent(people.enrolments[team], getattr(people, by), lines, joint_session=session.uuid, **changes)


def holds():
    return [line for name in ("joint_shares_kept", "joint_days_kept") for line in INVARIANTS[name]()] == []


def test_each_team_reports_at_most_its_share_and_the_whole_is_never_exceeded(people):
    session = opened(people)
    reported(people, session, 18)
    reported(people, session, 12, "AN1", "captain_an1")
    with pytest.raises(Refused, match="above_share") as refusal:
        reported(people, session, 1)
    assert refusal.value.facts["share"] == 18
    assert refusal.value.facts["left"] == 0
    assert holds()


@pytest.mark.parametrize(("first", "second", "left"), [(18, 1, 0), (10, 9, 8), (1, 18, 17)])
def test_several_reports_of_a_team_share_its_share(people, first, second, left):
    session = opened(people)
    reported(people, session, first)
    with pytest.raises(Refused, match="above_share") as refusal:
        reported(people, session, second)
    assert refusal.value.facts["left"] == left
    if left:
        reported(people, session, left)
    assert holds()


def test_a_correction_is_measured_without_what_it_replaces(people):
    session = opened(people)
    report = reported(people, session, 10)
    reported(people, session, 5)
    with transaction():
        filled = content({VNEID: 13}, joint_session=session.uuid)
        reports.amend(report, filled, people.captain, report.version, send=True)
    filled = content({VNEID: 14}, joint_session=session.uuid)
    with pytest.raises(Refused, match="above_share"), transaction():
        reports.amend(report, filled, people.captain, report.version, send=True)
    assert holds()


def test_withdrawn_reports_and_drafts_free_the_share_and_rejected_ones_keep_it(people):
    session = opened(people)
    with transaction():
        filled = content({VNEID: 30}, joint_session=session.uuid)
        draft = reports.record(str(uuid4()), people.enrolments["QN1"], filled, people.captain, send=False)
    with transaction():
        reports.withdraw(reported(people, session, 18), people.captain)
    decided(reported(people, session, 10), people.verifier, {VNEID: None})
    report = returned(reported(people, session, 8), people.verifier)
    with pytest.raises(Refused, match="above_share"):
        reported(people, session, 1)
    with pytest.raises(Refused, match="above_share"), transaction():
        reports.amend(draft, filled, people.captain, draft.version, send=True)
    with transaction():
        filled = content({VNEID: 7}, joint_session=session.uuid)
        reports.amend(report, filled, people.captain, report.version, send=True)
    assert holds()


def test_only_the_sessions_activities_day_and_teams_are_reported_under_it(people):
    session = opened(people)
    with pytest.raises(Refused, match="above_share") as refusal:
        reported(people, session, 5, lines={VNEID: 5, POSTERS: 50})
    assert refusal.value.facts["share"] == 0
    with pytest.raises(Refused, match="joint_other_day"):
        reported(people, session, 5, day=SUNDAY - timedelta(days=1))
    with pytest.raises(Refused, match="joint_unknown"):
        reported(people, session, 5, "QN2", "captain_qn2")
    filled = content({VNEID: 5}, joint_session=str(uuid4()))
    with pytest.raises(Refused, match="joint_unknown"), transaction():
        reports.record(str(uuid4()), people.enrolments["QN1"], filled, people.captain, send=False)


def test_a_verified_report_of_a_session_counts_for_the_partners_badge(people):
    decided(reported(people, opened(people), 18), people.verifier)
    ids = [people.enrolments[each].id for each in ("QN1", "AN1")]
    facts = team_facts(people.campaign, ids)
    assert [facts[each].partners for each in ids] == [1, 0]


def test_the_same_form_twice_is_one_session_and_another_content_is_refused(people):
    uuid = str(uuid4())
    first = opened(people, uuid=uuid)
    assert opened(people, uuid=uuid).id == first.id
    with pytest.raises(Refused, match="joint_differs"):
        opened(people, uuid=uuid, name="Chợ Lớn")
    enrolment, mine = people.enrolments["AN1"], plan(people, "AN1", "QN1")
    with pytest.raises(Refused, match="joint_id_taken"), transaction():
        joint_sessions.open_session(uuid, enrolment, mine, people.captain_an1)
    assert db.session.scalar(select(func.count()).select_from(JointSession)) == 1
    assert db.session.scalar(select(func.count()).select_from(JointShare)) == 2
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "joint.opened")).one()
    assert (event.subject, event.detail["totals"]) == (f"joint_session:{uuid}", {VNEID: 30})


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((), "joint_activities"),
        (tuple(Part(VNEID, 2, (1, 1)) for _ in range(2)), "joint_activities"),
        (tuple(Part(f"kind{number}", 2, (1, 1)) for number in range(6)), "joint_activities"),
        ((Part("dvc_account_guidance", 2, (1, 1)),), "activity_not_offered"),
        ((Part("training_attendance", 2, (1, 1)),), "activity_not_offered"),
        ((Part(VNEID, 30, (18, 13)),), "joint_sum"),
        ((Part(VNEID, 30, (18, 11)),), "joint_sum"),
        ((Part(VNEID, 30, (31, -1)),), "joint_sum"),
        ((Part(VNEID, 0, (0, 0)),), "joint_sum"),
        ((Part(VNEID, 10_001, (5_000, 5_001)),), "joint_sum"),
        ((Part(VNEID, 30, (30,)),), "joint_sum"),
        ((Part(VNEID, 30, (30, 0)),), "joint_nothing"),
    ],
)
def test_a_split_that_does_not_add_up_is_refused(people, parts, code):
    with pytest.raises(Refused, match=code):
        opened(people, parts=parts)
    assert db.session.scalar(select(func.count()).select_from(JointSession)) == 0


def test_a_team_may_have_nothing_of_one_activity_and_something_of_another(people):
    session = opened(people, parts=(Part(VNEID, 30, (30, 0)), Part(POSTERS, 200, (0, 200))))
    split = asking.split_of(session)
    assert [(each.activity_code, each.total) for each in split.wholes] == [(POSTERS, 200), (VNEID, 30)]
    assert [each.team.code for each in split.teams] == ["AN1", "QN1"]


def test_two_to_four_teams_of_one_campaign_take_part(people):
    four = (Part(VNEID, 10, (4, 3, 2, 1)),)
    opened(people, "QN1", "QN2", "AN1", "AN2", parts=four)
    for teams, shares in ((("QN1",), (30,)), (("QN1", "QN1"), (15, 15))):
        with pytest.raises(Refused, match="joint_teams"):
            opened(people, *teams, parts=(Part(VNEID, 30, shares),))
    elsewhere = db.session.scalars(select(JointShare.enrolment_id)).all()
    strange = Plan(SUNDAY, "Lạ", (people.enrolments["QN1"].id, max(elsewhere) + 1000), (Part(VNEID, 30, (18, 12)),))
    with pytest.raises(Refused, match="joint_teams"), transaction():
        joint_sessions.open_session(str(uuid4()), people.enrolments["QN1"], strange, people.captain)


@pytest.mark.parametrize("name", ["member", "captain_qn2", "captain_an1", "officer", "captain_hn"])
def test_only_the_teams_own_captain_opens_a_session_in_its_name(people, name):
    with pytest.raises(Refused, match="joint_not_yours"), transaction():
        joint_sessions.open_session(str(uuid4()), people.enrolments["QN1"], plan(people), getattr(people, name))


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 16), "day_not_come"),
        (date(2026, 2, 28), "day_outside_campaign"),
        (date(2026, 4, 1), "day_outside_campaign"),
    ],
)
def test_a_day_that_cannot_be_reported_gets_no_session(people, day, code):
    with pytest.raises(Refused, match=code):
        opened(people, day=day)


def test_no_session_is_opened_after_reporting_closed(people):
    stand_still(datetime(2026, 4, 2, 17, 0, tzinfo=NOW.tzinfo))
    with pytest.raises(Refused, match="reports_closed"):
        opened(people)


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("captain", True),
        ("member", True),
        ("captain_an1", True),
        ("verifier", True),
        ("verifier_an", True),
        ("officer", True),
        ("auditor", True),
        ("captain_qn2", False),
        ("captain_an2", False),
        ("captain_hn", False),
        ("verifier_hn", False),
        ("admin", False),
        ("outsider", False),
    ],
)
def test_a_session_is_found_by_its_teams_and_their_units_alone(people, name, sees):
    session = opened(people)
    assert (asking.find(rights_of(getattr(people, name)), session.uuid) is not None) is sees


def test_a_team_finds_its_own_sessions_of_a_day_and_what_is_left_of_them(people):
    first = opened(people)
    other = opened(people, day=SUNDAY - timedelta(days=1))
    qn1, an1, qn2 = (people.enrolments[each].id for each in ("QN1", "AN1", "QN2"))
    assert [each.id for each in asking.on_day(an1, SUNDAY)] == [first.id]
    assert [each.id for each in asking.latest(qn1)] == [first.id, other.id]
    assert asking.on_day(qn2, SUNDAY) == []
    report = reported(people, first, 10)
    assert asking.left_of(first, qn1) == {VNEID: 8}
    assert asking.left_of(first, qn1, without=report.id) == {VNEID: 18}
    reported(people, first, 8)
    assert asking.left_of(first, qn1) == {}
    assert asking.left_of(first, an1) == {VNEID: 12}


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("AN1", ["AN1"]),
        (" an1 ", ["AN1"]),
        ("cong nghe so", ["QN1", "QN2"]),
        ("Quy Nhơn 2", ["QN2"]),
        ("HN1", []),
        ("ba dinh", []),
        ("", []),
        ("x", []),
        ("QN1\0", []),
        ("%", []),
    ],
)
def test_partners_are_found_by_code_or_name_within_the_campaign(people, typed, codes):
    assert [each.team.code for each in asking.partners(people.campaign, typed)] == codes


def test_the_invariants_see_a_claim_above_the_share_and_a_report_of_another_day(people):
    session = opened(people)
    report = reported(people, session, 18)
    with transaction():
        report.lines[0].claimed = 19
        report.activity_day = SUNDAY - timedelta(days=1)
    assert [len(list(INVARIANTS[name]())) for name in ("joint_shares_kept", "joint_days_kept")] == [1, 1]
