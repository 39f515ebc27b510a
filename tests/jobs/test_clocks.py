"""The clocks of domain.md 3.4: after 48 hours the unit is told, after 72 the province; nothing is decided by them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.clock import now
from app.database import db, transaction
from app.jobs import clocks
from app.models import Decision, Person, Report
from app.queries.backlog import backlog
from app.queries.batch_reviews import Choice
from app.queries.open_campaigns import open_places
from app.services import batch_reviews, decisions, delegations, people, reports
from app.services.loans import Loan
from tests.cast import CODE, NOW, cast, stand_still
from tests.reporting import SUNDAY, content, decided, returned, sent
from tests.services.test_delegations import role_of
from tests.telling import kept

VNEID = "vneid_level2_support"
QN, AN, GL = "VN/T52/X21583/", "VN/T52/X21907/", "VN/T52/"


def hours(count, minutes=0):
    stand_still(NOW + timedelta(hours=count, minutes=minutes))


def rows(paths=None):
    db.session.rollback()
    place = next(each for each in open_places() if each.campaign.code == CODE)
    return {each.path: each for each in backlog(place, paths)}


def counts(wait):
    return wait.fresh, wait.middle, wait.very_late, wait.owed, wait.owed_late


def whom(kind):
    return sorted(db.session.get_one(Person, each.person_id).full_name for each in kept(kind))


def first_report() -> Report:
    return db.session.scalars(select(Report).order_by(Report.id).limit(1)).one()


@pytest.fixture
def played(app):
    """QN1 and AN1 have each sent a report at half past eight; HN1's waits in another campaign."""
    found = cast()
    sent(found.enrolments["QN1"], found.captain, {VNEID: 5})
    sent(found.enrolments["AN1"], found.captain_an1, {VNEID: 5})
    return found


def test_ages_are_counted_to_the_minute_by_the_unit_whose_turn_it_is(played):
    for at, minutes, expected in (
        (48, 0, (1, 0, 0, 0, 0)),
        (48, 1, (0, 1, 0, 0, 0)),
        (72, 0, (0, 1, 0, 0, 0)),
        (72, 1, (0, 0, 1, 0, 0)),
    ):
        hours(at, minutes)
        found = rows()
        assert (counts(found[QN].wait), counts(found[AN].wait)) == (expected, expected)
    assert found[QN].wait.oldest == NOW
    assert rows([AN]).keys() == {AN}


def test_a_report_the_units_people_took_part_in_waits_one_level_up(played):
    with transaction():
        people.grant(played.verifier, "member", played.teams["QN1"], played.officer, since=SUNDAY)
    sent(played.enrolments["QN2"], played.captain_qn2, {VNEID: 5})
    hours(49)
    found = rows()
    assert {path: counts(each.wait)[1] for path, each in found.items()} == {QN: 1, AN: 1, GL: 1}
    assert [each.name for each in found[GL].holders] == ["Hồ Thị Mai"]
    with transaction():
        delegations.delegate(
            role_of(played.verifier),
            played.outsider,
            Loan(str(uuid4()), now().date(), now().date(), "Họp"),
            played.verifier,
        )
    assert {path: counts(each.wait)[1] for path, each in rows().items()} == {QN: 2, AN: 1}


def test_a_return_hands_the_clock_to_the_team_and_what_is_sent_again_starts_it_anew(played):
    report = returned(first_report(), played.verifier)
    hours(48)
    assert counts(rows()[QN].wait) == (0, 0, 0, 1, 0)
    hours(49)
    assert counts(rows()[QN].wait) == (0, 0, 0, 1, 1)
    with transaction():
        reports.amend(report, content({VNEID: 4}), played.captain, report.version, send=True)
    assert counts(rows()[QN].wait) == (1, 0, 0, 0, 0)
    hours(98)
    assert counts(rows()[QN].wait) == (0, 1, 0, 0, 0)
    decided(report, played.verifier)
    assert QN not in rows()
    with transaction():
        decisions.reopen(report, played.verifier, "Xem lại")
    assert counts(rows()[QN].wait) == (1, 0, 0, 0, 0)


def test_correcting_a_waiting_report_does_not_turn_its_clock_back(played):
    hours(47)
    report = first_report()
    with transaction():
        reports.amend(report, content({VNEID: 4}), played.captain, report.version, send=True)
    hours(49)
    assert counts(rows()[QN].wait) == (0, 1, 0, 0, 0)


def test_whoever_decided_lately_is_not_called_quiet_nor_a_deputy_of_today(played):
    hours(24)
    decided(sent(played.enrolments["AN2"], played.captain_an2, {VNEID: 1}), played.verifier_an)
    hours(49)
    with transaction():
        today = (NOW + timedelta(hours=49)).date()
        delegations.delegate(
            role_of(played.verifier), played.outsider, Loan(str(uuid4()), today, today, "Họp"), played.verifier
        )
    found = rows()
    assert [each.name for each in found[QN].holders] == ["Võ Thanh Dũng", "Lý Thị Khách"]
    assert [each.name for each in found[QN].quiet] == ["Võ Thanh Dũng"]
    assert found[AN].quiet == []
    assert found[AN].holders[0].last == NOW + timedelta(hours=24)


def test_the_unit_with_its_deputies_is_told_once_a_day_then_the_province_and_nothing_is_decided(played):
    with transaction():
        day = SUNDAY + timedelta(2)
        delegations.delegate(
            role_of(played.verifier), played.outsider, Loan(str(uuid4()), SUNDAY, day, "Họp"), played.verifier
        )
    hours(47)
    assert clocks.run() == []
    hours(48, 15)  # a quarter to nine in the evening of the 17th
    assert len(clocks.run()) == 2
    assert clocks.run() == []
    assert whom("decisions_overdue") == ["Lý Thị Khách", "Võ Thanh Dũng", "Đặng Quốc Đạt"]
    assert whom("units_overdue") == []
    facts = kept("decisions_overdue")[0].facts
    assert (facts["count"], facts["hours"], facts["oldest"]) == (1, 48, 48)
    hours(57)  # half past five in the morning
    assert clocks.run() == []
    hours(72, 15)
    assert len(clocks.run()) == 3
    assert whom("units_overdue") == ["Hồ Thị Mai"]
    facts = kept("units_overdue")[0].facts
    assert (facts["count"], facts["units"], facts["hours"], facts["oldest"]) == (2, 2, 72, 72)
    assert db.session.scalar(select(Decision.id)) is None


def test_after_the_close_nobody_is_called(played):
    hours(24 * 40)
    assert clocks.run() == []
    assert kept() == []


@pytest.fixture
def reviewed(played):
    """QN1's and QN2's reports, which the ward's verifier decided, are taken back together."""
    decided(first_report(), played.verifier)
    decided(sent(played.enrolments["QN2"], played.captain_qn2, {VNEID: 3}), played.verifier)
    with transaction():
        choice = Choice("reopened", SUNDAY, SUNDAY, person=played.verifier)
        batch = batch_reviews.open_batch(str(uuid4()), played.campaign, choice, "Duyệt quá nhanh", played.officer)
        batch_reviews.apply(batch, played.campaign, played.officer)
    hours(49)
    return played


def test_what_a_reviewed_verifier_decided_waits_for_the_next_who_may_and_they_are_not_called(reviewed):
    found = rows()
    assert {path: counts(each.wait)[1] for path, each in found.items()} == {AN: 1, GL: 2}
    assert [each.name for each in found[GL].called] == ["Hồ Thị Mai"]
    hours(60)  # in the morning
    clocks.run()
    assert whom("decisions_overdue") == ["Hồ Thị Mai", "Đặng Quốc Đạt"]


def test_a_reviewed_verifier_is_told_of_their_other_reports_alone_and_the_deputy_of_all(reviewed):
    with transaction():
        loan = Loan(str(uuid4()), now().date(), now().date(), "Họp")
        delegations.delegate(role_of(reviewed.verifier), reviewed.outsider, loan, reviewed.verifier)
    sent(reviewed.enrolments["QN1"], reviewed.captain, {VNEID: 2})
    hours(120)
    row = rows()[QN]
    assert counts(row.wait)[1:3] == (1, 2)
    assert row.wait_for(reviewed.verifier.id).late == 1
    assert [each.name for each in row.called] == ["Võ Thanh Dũng", "Lý Thị Khách"]
    clocks.run()
    told = {each.person_id: each.facts for each in kept("decisions_overdue")}
    assert (told[reviewed.verifier.id]["count"], told[reviewed.verifier.id]["oldest"]) == (1, 71)
    assert (told[reviewed.outsider.id]["count"], told[reviewed.outsider.id]["oldest"]) == (3, 120)


def test_beside_a_verifier_who_may_not_the_officer_of_the_same_unit_is_called(reviewed):
    with transaction():
        people.grant(reviewed.verifier, "verifier", reviewed.units["T52"], reviewed.officer)
    row = rows()[GL]
    assert [each.name for each in row.holders] == ["Võ Thanh Dũng"]
    assert [each.name for each in row.called] == ["Hồ Thị Mai"]
    assert [each.name for each in row.quiet] == ["Hồ Thị Mai"]
