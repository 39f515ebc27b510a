"""A captain reports: once, in time, only what the rules offer, until it is decided."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import Report
from app.services import reports
from app.services.refusals import Refused
from tests.cast import cast, stand_still
from tests.reporting import SUNDAY, content, decided, sent


def test_the_same_form_sent_twice_is_one_report(app):
    people = cast()
    uuid, filled = str(uuid4()), content({"vneid_level2_support": 3})
    for _ in range(2):
        with transaction():
            reports.record(uuid, people.enrolments["QN1"], filled, people.captain, True)
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1


def test_another_report_under_the_same_id_is_refused_and_the_first_stays(app):
    people = cast()
    uuid = str(uuid4())
    with transaction():
        reports.record(uuid, people.enrolments["QN1"], content({"vneid_level2_support": 3}), people.captain, True)
    with pytest.raises(Refused, match="report_differs"), transaction():
        reports.record(uuid, people.enrolments["QN1"], content({"vneid_level2_support": 4}), people.captain, True)
    with pytest.raises(Refused, match="report_id_taken"), transaction():
        reports.record(uuid, people.enrolments["QN2"], content({"vneid_level2_support": 3}), people.captain_qn2, True)
    assert db.session.scalar(select(Report)).lines[0].claimed == 3


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 2, 28), "day_outside_campaign"),
        (date(2026, 4, 1), "day_outside_campaign"),
        (date(2026, 3, 16), "report_early"),
        (date(2026, 3, 9), "report_locked"),
    ],
)
def test_a_day_that_cannot_be_reported_is_refused_and_nothing_is_kept(app, day, code):
    people = cast()
    with pytest.raises(Refused, match=code):
        sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3}, day)
    assert db.session.scalar(select(func.count()).select_from(Report)) == 0


@pytest.mark.parametrize(("day", "late"), [(date(2026, 3, 13), False), (date(2026, 3, 12), True)])
def test_two_days_are_on_time_and_the_third_is_late(app, day, late):
    people = cast()
    assert sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3}, day).late is late


def test_the_last_minute_of_the_second_day_is_still_on_time(app):
    people = cast()
    stand_still(datetime(2026, 3, 17, 16, 59, 59, tzinfo=UTC))
    assert not sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3}).late
    stand_still(datetime(2026, 3, 17, 17, 0, 0, tzinfo=UTC))
    assert sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3}).late


@pytest.mark.parametrize("code", ["dvc_account_guidance", "training_attendance", "no_such_thing"])
def test_what_the_rules_do_not_offer_is_refused(app, code):
    people = cast()
    with pytest.raises(Refused, match="activity_not_offered"):
        sent(people.enrolments["QN1"], people.captain, {code: 3})


def test_a_draft_is_kept_without_lines_and_sent_later(app):
    people = cast()
    with transaction():
        draft = reports.record(str(uuid4()), people.enrolments["QN1"], content({}), people.captain, send=False)
    assert (draft.state, draft.first_submitted_at) == ("draft", None)
    with transaction():
        reports.amend(draft, content({"e_payment_support": 8}), people.captain, draft.version, send=True)
    assert draft.state == "submitted"


def test_a_report_is_withdrawn_until_it_is_decided_and_never_after(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3})
    other = decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 4}), people.verifier)
    with transaction():
        reports.withdraw(report, people.captain)
    assert report.state == "withdrawn"
    with pytest.raises(Refused, match="report_decided"), transaction():
        reports.withdraw(other, people.captain)


def test_a_stale_edit_does_not_overwrite_a_newer_one(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3})
    seen = report.version
    with transaction():
        reports.amend(report, content({"vneid_level2_support": 4}), people.captain, seen, send=True)
    with pytest.raises(Refused, match="report_changed"), transaction():
        reports.amend(report, content({"vneid_level2_support": 5}), people.captain, seen, send=True)
    assert report.lines[0].claimed == 4


def test_only_members_of_the_day_can_be_present(app):
    people = cast()
    with pytest.raises(Refused, match="unknown_member"):
        sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3}, members=(people.captain_qn2.id,))
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3}, members=(people.member.id,))
    assert report.members_present == 1


def test_a_line_taken_out_of_a_correction_counts_nothing(app):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 3, "e_payment_support": 2})
    with transaction():
        reports.amend(report, content({"e_payment_support": 2}), people.captain, report.version, send=True)
    assert {each.activity_code: each.claimed for each in report.lines} == {
        "vneid_level2_support": 0,
        "e_payment_support": 2,
    }
    assert report.activity_day == SUNDAY
