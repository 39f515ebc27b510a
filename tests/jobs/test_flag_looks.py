"""New rules are new reasons to look twice: reports that wait are looked at again, once for each version."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.database import db, transaction
from app.jobs import flag_looks
from app.models import Campaign, ReportFlag
from app.queries.rules import rule_book
from app.services import rule_versions
from app.services.rule_versions import Proposal
from tests.cast import cast
from tests.reporting import SUNDAY, decided, sent

PAYMENT = "e_payment_support"


def codes(report):
    db.session.refresh(report)
    found = db.session.query(ReportFlag).filter_by(report_id=report.id).order_by(ReportFlag.position)
    return [each.code for each in found]


def publish(people, since, **weights):
    """The officer weighs some flags anew from that day on."""
    newest = rule_book(people.campaign.id)
    flags = newest.newest.flags
    weighed = tuple({**dict(flags.weights), **weights}.items())
    rules = replace(newest.newest, flags=replace(flags, weights=weighed))
    with transaction():
        rule_versions.publish(
            db.session.get_one(Campaign, people.campaign.id),
            Proposal(rules, since, True, "Cân lại dấu hiệu", newest.number),
            people.officer,
        )


@pytest.fixture
def people(app):
    """The cast, whose first rules have been looked by."""
    found = cast()
    flag_looks.run()
    return found


def test_waiting_reports_of_the_days_are_looked_at_again_once(people):
    saturday, sunday = (
        sent(people.enrolments["QN1"], people.captain, {PAYMENT: 50}, day) for day in (SUNDAY - timedelta(1), SUNDAY)
    )
    seen = decided(sent(people.enrolments["QN2"], people.captain_qn2, {PAYMENT: 50}, SUNDAY), people.verifier)
    elsewhere = sent(people.enrolments["AN1"], people.captain_an1, {PAYMENT: 48}, SUNDAY)
    before = {each.id: codes(each) for each in (saturday, sunday, seen, elsewhere)}
    assert "round_number" in before[saturday.id]
    assert "round_number" in before[sunday.id]
    assert flag_looks.run() == []
    publish(people, SUNDAY, round_number=0)
    assert flag_looks.run() == [f"{people.campaign.code}:2: 2"]
    assert flag_looks.run() == []
    assert "round_number" not in codes(sunday)
    assert sunday.risk == sum(each.weight for each in db.session.query(ReportFlag).filter_by(report_id=sunday.id))
    for each in (saturday, seen, elsewhere):
        assert codes(each) == before[each.id]


def test_many_are_looked_at_in_turns(people, monkeypatch):
    monkeypatch.setattr("app.jobs.flag_looks.AT_ONCE", 2)
    waiting = [sent(people.enrolments["QN1"], people.captain, {PAYMENT: 50}) for _ in range(5)]
    publish(people, SUNDAY, round_number=0)
    assert flag_looks.run() == [f"{people.campaign.code}:2: 5"]
    assert ["round_number" in codes(each) for each in waiting] == [False] * 5
