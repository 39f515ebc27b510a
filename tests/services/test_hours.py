"""Presence counts once a team, a day and an hour: what a captain sends beside what was sent before."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import Attendance, Report, ReportLine
from app.services import decisions, reports
from app.services.refusals import Refused
from tests.cast import cast
from tests.reporting import SUNDAY, content, decided, returned, sent

SHIFT, GREEN, VNEID = "service_point_shift", "green_sunday_day", "vneid_level2_support"
MORNING: dict[str, Any] = {"begins_at": 9 * 60, "ends_at": 11 * 60}
NOON: dict[str, Any] = {"begins_at": 11 * 60, "ends_at": 13 * 60}


@pytest.fixture
def people(app):
    return cast()


def goes_out(people, code, *who, **changes):
    """QN1 reports one unit of that activity with these members."""
    members = tuple(each.id for each in who or (people.captain, people.member))
    return sent(people.enrolments["QN1"], people.captain, {code: 1}, members=members, **changes)


def refused(people, code, *who, **changes):
    with pytest.raises(Refused, match="presence_twice") as refusal:
        goes_out(people, code, *who, **changes)
    return refusal.value.facts


def test_hours_and_members_are_kept_with_the_report(people):
    report = goes_out(people, SHIFT, **MORNING)
    db.session.refresh(report)
    assert (report.begins_at, report.ends_at, report.members_present) == (540, 660, 2)


def test_a_second_presence_of_the_same_members_in_the_same_hours_is_refused_and_both_are_named(people):
    goes_out(people, SHIFT, **MORNING)
    facts = refused(people, GREEN, people.member, **MORNING)
    assert facts == {
        "one": "Ra quân Ngày Chủ nhật xanh",
        "other": "Ca trực hỗ trợ tại Trung tâm Phục vụ hành chính công / bộ phận một cửa",
    }
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1


def test_other_hours_other_members_or_unknown_ones_are_no_repetition(people):
    goes_out(people, SHIFT, people.captain, **MORNING)
    goes_out(people, GREEN, people.captain, **NOON)
    goes_out(people, "civilized_city_day", people.member, **MORNING)
    goes_out(people, "volunteer_saturday_day", people.captain)


def test_within_one_report_two_presences_are_refused_and_a_draft_is_not_judged(people):
    lines = {SHIFT: 1, GREEN: 1}
    with pytest.raises(Refused, match="presence_twice"):
        sent(people.enrolments["QN1"], people.captain, lines)
    with transaction():
        draft = reports.record(str(uuid4()), people.enrolments["QN1"], content(lines), people.captain, send=False)
    with pytest.raises(Refused, match="presence_twice"), transaction():
        reports.amend(draft, content(lines), people.captain, draft.version, send=True)


def test_unit_counts_do_not_go_beside_a_green_sunday_in_either_order(people):
    goes_out(people, VNEID, people.captain, **MORNING)
    refused(people, GREEN, people.captain, **MORNING)
    goes_out(people, GREEN, people.member, **MORNING)
    refused(people, VNEID, people.member, **MORNING)


def test_drafts_withdrawn_and_rejected_reports_leave_the_hour_free(people):
    with transaction():
        filled = content({SHIFT: 1}, members=(people.captain.id,), **MORNING)
        reports.record(str(uuid4()), people.enrolments["QN1"], filled, people.captain, send=False)
    with transaction():
        reports.withdraw(goes_out(people, SHIFT, people.captain, **MORNING), people.captain)
    decided(goes_out(people, SHIFT, people.captain, **MORNING), people.verifier, {SHIFT: None})
    standing = decided(goes_out(people, GREEN, people.captain, **MORNING), people.verifier)
    refused(people, SHIFT, people.captain, **MORNING)
    with transaction():
        decisions.reopen(standing, people.verifier, "Xem lại ảnh")
    refused(people, SHIFT, people.captain, **MORNING)


def test_an_annulled_report_leaves_the_hour_free(people):
    report = decided(goes_out(people, SHIFT, people.captain, **MORNING), people.verifier)
    refused(people, GREEN, people.captain, **MORNING)
    with transaction():
        decisions.annul(report, people.officer, "Buổi trực không có thật")
    goes_out(people, GREEN, people.captain, **MORNING)


def test_a_returned_report_keeps_its_hour_until_it_is_corrected(people):
    report = returned(goes_out(people, SHIFT, people.captain, **MORNING), people.verifier)
    refused(people, GREEN, people.captain, **MORNING)
    with transaction():
        filled = content({SHIFT: 1}, members=(people.captain.id,), **NOON)
        reports.amend(report, filled, people.captain, report.version, send=True)
    goes_out(people, GREEN, people.captain, **MORNING)


def test_a_report_lowered_to_nothing_by_its_team_leaves_the_hour_free(people):
    report = decided(goes_out(people, SHIFT, people.captain, **MORNING), people.verifier)
    with transaction():
        decisions.correct(report, people.captain, {report.lines[0].id: 0}, "Ca trực không diễn ra")
    goes_out(people, GREEN, people.captain, **MORNING)


def test_the_same_presence_sent_again_in_a_correction_is_no_repetition(people):
    report = goes_out(people, SHIFT, people.captain, **MORNING)
    with transaction():
        filled = content({SHIFT: 2}, members=(people.captain.id,), **MORNING)
        reports.amend(report, filled, people.captain, report.version, send=True)
    assert report.lines[0].claimed == 2


def test_a_report_is_no_repetition_of_itself_and_a_line_taken_out_no_longer_counts(people):
    report = sent(
        people.enrolments["QN1"],
        people.captain,
        {SHIFT: 1, VNEID: 3},
        members=(people.captain.id,),
        **MORNING,
    )
    with transaction():
        filled = content({VNEID: 3}, members=(people.captain.id,), **MORNING)
        reports.amend(report, filled, people.captain, report.version, send=True)
    goes_out(people, "volunteer_saturday_day", people.captain, **MORNING)
    filled = content({SHIFT: 1}, members=(people.captain.id,), **MORNING)
    with pytest.raises(Refused, match="presence_twice"), transaction():
        reports.amend(report, filled, people.captain, report.version, send=True)


def test_another_team_another_day_and_imported_rows_are_not_looked_at(people):
    sent(people.enrolments["QN2"], people.captain_qn2, {SHIFT: 1}, members=(people.captain_qn2.id,), **MORNING)
    goes_out(people, SHIFT, people.captain, day=SUNDAY.replace(day=14), **MORNING)
    with transaction():
        imported = Report(
            uuid=str(uuid4()),
            enrolment_id=people.enrolments["QN1"].id,
            activity_day=SUNDAY,
            team_size=8,
            origin="import",
            state="submitted",
            content_hash="0" * 64,
            created_by_id=people.officer.id,
            created_at=people.captain.created_at,
            lines=[ReportLine(position=0, activity_code=SHIFT, claimed=1)],
        )
        db.session.add(imported)
        db.session.flush()
        db.session.add(Attendance(report_id=imported.id, person_id=people.captain.id))
    goes_out(people, GREEN, people.captain, **MORNING)
