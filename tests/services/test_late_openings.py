"""The province opens a locked day of one team again, with a reason, until reporting closes."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import AuditEvent, LateOpening
from app.services import late_openings, people
from app.services.late_openings import Opening
from app.services.refusals import Refused
from tests.cast import cast, stand_still
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"
LOCKED = date(2026, 3, 8)
AFTER_CLOSE = datetime(2026, 4, 2, 17, 0, tzinfo=UTC)


def opened(enrolment, by, day=LOCKED, reason="Điện thoại của đội bị hỏng"):
    with transaction():
        return late_openings.open_day(enrolment, Opening(day, reason), by)


def openings():
    return db.session.scalar(select(func.count()).select_from(LateOpening))


def test_a_report_of_an_opened_day_is_accepted_as_late_and_scores_without_a_peak(app):
    played = cast()
    qn1 = played.enrolments["QN1"]
    with pytest.raises(Refused, match="report_locked"):
        sent(qn1, played.captain, {VNEID: 10}, LOCKED)
    opened(qn1, played.officer)
    report = decided(sent(qn1, played.captain, {VNEID: 10}, LOCKED), played.verifier)
    assert (report.late, report.state) == (True, "decided")
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "late.opened")).one()
    assert (event.subject, event.detail["day"]) == ("team:QN1", "2026-03-08")


def test_only_that_day_of_that_team_in_that_campaign_is_open(app):
    played = cast()
    opened(played.enrolments["QN1"], played.officer)
    with pytest.raises(Refused, match="report_locked"):
        sent(played.enrolments["QN1"], played.captain, {VNEID: 1}, date(2026, 3, 7))
    with pytest.raises(Refused, match="report_locked"):
        sent(played.enrolments["QN2"], played.captain_qn2, {VNEID: 1}, LOCKED)


def test_an_opening_ends_when_reporting_closes_and_none_is_made_after(app):
    played = cast()
    opened(played.enrolments["QN1"], played.officer)
    stand_still(AFTER_CLOSE)
    with pytest.raises(Refused, match="reports_closed"):
        sent(played.enrolments["QN1"], played.captain, {VNEID: 1}, LOCKED)
    with pytest.raises(Refused, match="reports_closed"):
        opened(played.enrolments["QN1"], played.officer, date(2026, 3, 7))


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 10), "day_still_open"),
        (date(2026, 3, 15), "day_still_open"),
        (date(2026, 3, 16), "day_still_open"),
        (date(2026, 2, 28), "day_outside_campaign"),
        (date(2026, 4, 1), "day_outside_campaign"),
    ],
)
def test_only_a_locked_day_of_the_campaign_is_opened(app, day, code):
    played = cast()
    with pytest.raises(Refused, match=code):
        opened(played.enrolments["QN1"], played.officer, day)
    assert openings() == 0


def test_the_last_locked_day_is_the_sixth_before_today(app):
    played = cast()
    opened(played.enrolments["QN1"], played.officer, date(2026, 3, 9))


def test_the_same_form_twice_is_one_opening_and_another_reason_is_told_when_it_was(app):
    played = cast()
    first = opened(played.enrolments["QN1"], played.officer)
    assert opened(played.enrolments["QN1"], played.officer).id == first.id
    with pytest.raises(Refused, match="late_opened") as refusal:
        opened(played.enrolments["QN1"], played.officer, reason="Lý do khác")
    assert refusal.value.facts == {"at": first.at}
    assert openings() == 1
    opened(played.enrolments["QN2"], played.officer)
    assert openings() == 2


@pytest.mark.parametrize("name", ["captain", "member", "verifier", "auditor", "admin", "signatory", "verifier_hn"])
def test_nobody_but_an_officer_above_the_team_opens_a_day(app, name):
    played = cast()
    with pytest.raises(Refused, match="team_not_yours"):
        opened(played.enrolments["QN1"], getattr(played, name))


def test_an_officer_opens_nothing_elsewhere_and_nothing_for_a_team_of_their_own(app):
    played = cast()
    elsewhere = db.session.scalars(select(LateOpening)).all()
    assert elsewhere == []
    with transaction():
        people.grant(played.verifier_hn, "officer", played.units["T01"], people.system_actor())
        people.grant(played.officer, "member", played.teams["AN2"], people.system_actor())
    with pytest.raises(Refused, match="team_not_yours"):
        opened(played.enrolments["QN1"], played.verifier_hn)
    with pytest.raises(Refused, match="own_team_opened"):
        opened(played.enrolments["AN2"], played.officer)
    opened(played.enrolments["AN1"], played.officer)
