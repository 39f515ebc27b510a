"""What the rules see and nobody has posted: proposed once each, and never posted by itself."""

from datetime import date, timedelta

from app.database import db, transaction
from app.models import LedgerEntry
from app.queries.campaigns import stage
from app.queries.proposals import proposals
from app.services import decisions, extras
from app.services.report_photos import Photo
from tests.cast import NOW, cast, stand_still
from tests.gathering import MEETING, gathered
from tests.reporting import decided, sent

VNEID = "vneid_level2_support"
PHOTO = Photo("a" * 64, 1000, 800, 600)


def seen(people):
    return [(each.enrolment.team.code, each.code, each.subject) for each in proposals(stage(people.campaign))]


def late(people, team, captain, count):
    found = []
    for each in range(count):
        stand_still(NOW + timedelta(minutes=each))
        found.append(sent(people.enrolments[team], captain, {VNEID: 1}, NOW.date() - timedelta(days=4)))
    return found


def test_from_the_third_late_report_on_each_is_proposed(app):
    people = cast()
    mine = late(people, "QN1", people.captain, 4)
    late(people, "QN2", people.captain_qn2, 2)
    assert sorted(seen(people)) == sorted(("QN1", "repeated_late", each.uuid) for each in mine[2:])
    assert db.session.query(LedgerEntry).count() == 0


def test_what_was_posted_or_taken_back_is_not_proposed_again(app):
    people = cast()
    report = late(people, "QN1", people.captain, 3)[-1]
    about = (people.enrolments["QN1"], "penalty", "repeated_late", report.uuid, 5, people.officer)
    with transaction():
        extra = extras.post(*about, "Nhắc hai lần", report)
    assert seen(people) == []
    with transaction():
        extras.reverse(extra, people.officer, "Đội đã xin phép")
    assert seen(people) == []


def test_the_same_photo_in_two_reports_is_proposed_for_the_later_one(app):
    people = cast()
    sent(people.enrolments["QN1"], people.captain, {VNEID: 1}, photos=(PHOTO,))
    again = sent(people.enrolments["QN2"], people.captain_qn2, {VNEID: 1}, photos=(PHOTO,))
    sent(people.enrolments["AN1"], people.captain_an1, {VNEID: 1}, photos=(Photo("b" * 64, 1000, 800, 600),))
    assert seen(people) == [("QN2", "duplicate_evidence", again.uuid)]


def test_a_figure_found_lower_by_more_than_a_fifth_is_proposed_with_its_excess(app):
    people = cast()
    for team, captain, quantity in (("QN1", people.captain, 15), ("QN2", people.captain_qn2, 16)):
        report = decided(sent(people.enrolments[team], captain, {VNEID: 20}), people.verifier)
        with transaction():
            decisions.reopen(report, people.verifier, "Kiểm tra tại chỗ")
        db.session.refresh(report)
        decided(report, people.verifier, {VNEID: quantity}, "Bộ đếm")
    [found] = proposals(stage(people.campaign))
    assert (found.enrolment.team.code, found.code, found.excess) == ("QN1", "inflated_count", 15)


def test_a_month_that_is_over_with_a_meeting_the_team_missed_is_proposed(app):
    people = cast()
    came = {people.enrolments[team]: 1 for team in ("QN1", "AN1", "AN2")}
    gathered(people.campaign, people.officer, came, MEETING, date(2026, 3, 10))
    assert seen(people) == []
    stand_still(NOW + timedelta(days=20))
    assert seen(people) == [("QN2", "missed_monthly_meeting", "2026-03")]
