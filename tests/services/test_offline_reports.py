"""Reports that waited on a phone: judged by the phone's submit time where the offline rule lets it stand."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import AuditEvent, LedgerEntry
from app.rulebook.deadlines import PhoneTimes
from app.services import reports
from app.services.refusals import Refused
from tests.cast import cast, stand_still
from tests.reporting import SUNDAY, content, decided, returned

VNEID = "vneid_level2_support"
LAST_MINUTE = datetime(2026, 3, 17, 16, 59, 30, tzinfo=UTC)
CLOSES = datetime(2026, 4, 2, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def arrives(people, pressed, after, skew=timedelta(0), day=SUNDAY, quantity=5):
    """QN1's captain pressed send, and the server heard of it so much later."""
    stand_still(pressed + after)
    with transaction():
        phone = PhoneTimes(pressed, pressed + after + skew)
        filled = content({VNEID: quantity}, day)
        return reports.record(str(uuid4()), people.enrolments["QN1"], filled, people.captain, True, phone)


def test_pressed_in_time_and_received_in_a_day_is_on_time(app):
    people = cast()
    report = arrives(people, LAST_MINUTE, 23 * HOUR)
    assert (report.late, report.first_submitted_at) == (False, LAST_MINUTE)
    assert (report.submitted_at, report.created_at) == (LAST_MINUTE + 23 * HOUR,) * 2
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "report.submitted")).one()
    assert event.detail["judged_at"] == LAST_MINUTE.isoformat()


@pytest.mark.parametrize(("after", "skew"), [(25 * HOUR, timedelta(0)), (HOUR, timedelta(minutes=10))])
def test_a_report_that_waited_longer_or_on_a_wrong_clock_is_judged_by_arrival(app, after, skew):
    people = cast()
    report = arrives(people, LAST_MINUTE, after, skew)
    assert (report.late, report.first_submitted_at) == (True, LAST_MINUTE + after)


def test_pressed_before_reporting_closes_and_received_after_is_accepted(app):
    people = cast()
    last_day = SUNDAY.replace(day=31)
    report = arrives(people, CLOSES - HOUR, 2 * HOUR, day=last_day)
    assert (report.state, report.late) == ("submitted", False)
    with pytest.raises(Refused, match="reports_closed"):
        arrives(people, CLOSES, HOUR, day=last_day)
    with pytest.raises(Refused, match="reports_closed"):
        arrives(people, CLOSES - HOUR, 26 * HOUR, day=last_day)


def test_decisions_stay_with_the_servers_time(app):
    people = cast()
    report = returned(arrives(people, LAST_MINUTE, HOUR), people.verifier)
    stand_still(datetime(2026, 4, 4, 17, 0, 1, tzinfo=UTC))
    phone = PhoneTimes(datetime(2026, 4, 4, 16, 0, tzinfo=UTC), datetime(2026, 4, 4, 17, 0, tzinfo=UTC))
    with pytest.raises(Refused, match="decisions_closed"), transaction():
        reports.amend(report, content({VNEID: 4}), people.captain, report.version, True, phone)


def test_a_report_pressed_before_its_day_began_is_early(app):
    people = cast()
    with pytest.raises(Refused, match="report_early"):
        arrives(people, datetime(2026, 3, 14, 16, 59, tzinfo=UTC), HOUR)


def test_the_phones_time_orders_a_days_lines(app):
    """Pressed first, received last: the cap of forty fills with it first."""
    people = cast()
    at = datetime(2026, 3, 15, 6, 0, tzinfo=UTC)
    second = decided(arrives(people, at + HOUR, timedelta(0), quantity=30), people.verifier)
    first = decided(arrives(people, at, 3 * HOUR, quantity=25), people.verifier)
    assert [scored(first), scored(second)] == [25, 15]


def scored(report):
    """What the ledger holds for the report."""
    counted = select(func.sum(LedgerEntry.scored_quantity)).where(LedgerEntry.report_id == report.id)
    return db.session.scalar(counted)


def test_a_draft_written_offline_and_a_resend_keep_the_first_judgement(app):
    people = cast()
    with transaction():
        draft = reports.record(str(uuid4()), people.enrolments["QN1"], content({}), people.captain, send=False)
    stand_still(LAST_MINUTE + HOUR)
    with transaction():
        phone = PhoneTimes(LAST_MINUTE, LAST_MINUTE + HOUR)
        filled = content({VNEID: 5})
        reports.amend(draft, filled, people.captain, draft.version, True, phone)
    assert (draft.late, draft.first_submitted_at) == (False, LAST_MINUTE)
    stand_still(LAST_MINUTE + 9 * HOUR)
    with transaction():
        phone = PhoneTimes(LAST_MINUTE + 8 * HOUR, LAST_MINUTE + 9 * HOUR)
        again = reports.record(draft.uuid, people.enrolments["QN1"], filled, people.captain, True, phone)
        assert again.id == draft.id
        reports.amend(draft, content({VNEID: 6}), people.captain, draft.version, True, phone)
    assert (draft.late, draft.first_submitted_at) == (False, LAST_MINUTE)
