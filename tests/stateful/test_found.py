"""What random seasons have found, each by its name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import BadgeAward
from app.queries.lines_of_days import of_days
from app.queries.rules import rule_book
from app.services import decisions, extras, reports, teams
from app.services.differences import Cause
from app.services.invariants import INVARIANTS
from app.services.refusals import Refused
from app.services.settlement import compare
from tests.cast import NOW, TEAMS, cast, stand_still
from tests.gathering import TRAINING, gathered
from tests.reporting import SUNDAY, content, decided, returned, sent
from tests.stateful.machine import holds

VNEID = "vneid_level2_support"


def amended(report, by, day, quantity=5):
    with transaction():
        reports.amend(report, content({VNEID: quantity}, day), by, report.version, send=True)
    db.session.refresh(report)


def test_a_report_whose_points_were_taken_back_keeps_the_day_that_its_entries_name(app):
    people = cast()
    report = decided(sent(people.enrolments["QN1"], people.captain, {VNEID: 5}), people.verifier)
    with transaction():
        decisions.reopen(report, people.verifier, "Nhầm ảnh")
    with pytest.raises(Refused, match="day_in_ledger"):
        amended(report, people.captain, SUNDAY - timedelta(1))
    amended(report, people.captain, SUNDAY, quantity=4)
    decided(report, people.verifier)
    holds(tuple(INVARIANTS))


def test_a_penalty_that_names_a_report_does_not_hold_it_to_its_day(app):
    people = cast()
    report = returned(sent(people.enrolments["QN1"], people.captain, {VNEID: 5}), people.verifier)
    with transaction():
        about = (people.enrolments["QN1"], "penalty", "privacy_breach", report.uuid, 10, people.officer)
        extras.post(*about, "Ảnh có căn cước", report)
    amended(report, people.captain, SUNDAY - timedelta(1))
    decided(report, people.verifier)
    holds(tuple(INVARIANTS))


@pytest.mark.parametrize(
    ("day", "late"), [(SUNDAY - timedelta(2), False), (SUNDAY - timedelta(3), True), (SUNDAY - timedelta(5), True)]
)
def test_a_report_moved_to_another_day_is_late_as_its_first_submission_was_for_that_day(app, day, late):
    people = cast()
    report = returned(sent(people.enrolments["QN1"], people.captain, {VNEID: 5}), people.verifier)
    first = report.first_submitted_at
    stand_still(NOW + timedelta(days=2))
    amended(report, people.captain, day)
    assert (report.late, report.first_submitted_at) == (late, first)
    amended(report, people.captain, SUNDAY)
    assert not report.late


@pytest.mark.parametrize(
    ("day", "code"),
    [(SUNDAY - timedelta(6), "report_locked"), (SUNDAY + timedelta(1), "report_early"), (date(2026, 2, 28), "day_out")],
)
def test_a_sent_report_cannot_be_moved_to_a_day_that_could_not_be_reported_then(app, day, code):
    people = cast()
    report = sent(people.enrolments["QN1"], people.captain, {VNEID: 5})
    stand_still(NOW + timedelta(days=1))
    with pytest.raises(Refused, match=code):
        amended(report, people.captain, day)


def test_a_new_size_of_a_team_moves_the_badges_that_rest_on_it(app):
    people = cast()
    gathered(people.campaign, people.verifier, {people.enrolments["QN1"]: 4}, TRAINING)
    held = select(BadgeAward.level).where(BadgeAward.badge_code == "well_trained", BadgeAward.revoked_seq.is_(None))
    before = set(db.session.scalars(held))
    with transaction():
        teams.import_teams(people.campaign, [replace(TEAMS[0], size=4)], people.officer)
    assert set(db.session.scalars(held)) > before
    holds(tuple(INVARIANTS))
    with transaction():
        teams.import_teams(people.campaign, [TEAMS[0]], people.officer)
    assert set(db.session.scalars(held)) == before
    holds(tuple(INVARIANTS))


def test_what_is_taken_back_is_posted_in_one_order_whatever_order_the_database_finds_it_in(app):
    people = cast()
    lines = {VNEID: 5, "dvc_full_support": 4, "e_payment_support": 3}
    reports_made = [sent(people.enrolments["QN1"], people.captain, lines) for _ in range(3)]
    for each in reports_made:
        decided(each, people.verifier)
    _, held = of_days(people.enrolments["QN1"].id, SUNDAY, SUNDAY, without=())
    cause = Cause("test", "test", people.officer)
    orders = [dict(list(held.items())[::step]) for step in (1, -1)]
    found = [list(compare([SUNDAY], [], order, rule_book(people.campaign.id), cause)) for order in orders]
    assert found[0] == found[1]
    assert len(found[0]) == len(reports_made) * len(lines)
