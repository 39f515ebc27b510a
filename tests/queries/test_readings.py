"""The rows that points are read from say what the chain says, column by column; whatever a hand changes is named."""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.models import Enrolment
from app.queries.invariants.links import broken_links
from app.queries.invariants.readings import TEMPLATE, Reading
from app.services import extras
from tests.cast import CODE, cast
from tests.reporting import decided, sent

SECOND = "UPDATE ledger_entries SET {} WHERE seq = 2 AND campaign_id = {{ours}}"
CHANGES = {
    "team_code": SECOND.format("enrolment_id = {other}"),
    "the same team elsewhere": SECOND.format("enrolment_id = {elsewhere}"),
    "a place nobody knows": SECOND.format("enrolment_id = 987654"),
    "report_id": SECOND.format("report_id = (SELECT min(id) FROM reports)"),
    "no report": SECOND.format("report_id = NULL"),
    "activity_code": SECOND.format("activity_code = 'vneid_level1_support'"),
    "no activity": SECOND.format("activity_code = NULL"),
    "an activity that words the next key": SECOND.format(
        """activity_code = activity_code || '","activity_day":"2026-03-15', activity_day = NULL"""
    ),
    "activity_day": SECOND.format("activity_day = '2026-03-14'"),
    "no day": SECOND.format("activity_day = NULL"),
    "kind": SECOND.format("kind = 'adjustment'"),
    "verified_quantity": SECOND.format("verified_quantity = verified_quantity + 1"),
    "scored_quantity": SECOND.format("scored_quantity = scored_quantity - 1"),
    "points": SECOND.format("points = points + 1"),
    "points' sign": SECOND.format("points = -points"),
    "rules_version": SECOND.format("rules_version = 2"),
    "no rules": SECOND.format("rules_version = NULL"),
    "actor": SECOND.format("actor_id = (SELECT min(id) FROM people)"),
    "actor nobody knows": SECOND.format("actor_id = 987654"),
    "reason": SECOND.format("reason = 'correction'"),
    "posted_at": SECOND.format("posted_at = '2026-03-15 13:30:00.000001'"),
    "text": SECOND.format("body = replace(body, '\"seq\":2', '\"seq\": 2')"),
    "what the text says": SECOND.format('body = replace(body, \'"kind":"award"\', \'"kind":"bonus"\')'),
    "the link before": SECOND.format("body = replace(body, substr(body, 10, 64), hash)"),
    "text and row alike, but not the hash": SECOND.format(
        'reason = \'correction\', body = replace(body, \'"reason":"decision"\', \'"reason":"correction"\')'
    ),
    "hash": SECOND.format("hash = substr(hash, 2) || '0'"),
    "seq": "UPDATE ledger_entries SET seq = 7 WHERE seq = 2 AND campaign_id = {ours}",
    "gone": "DELETE FROM ledger_entries WHERE seq = 2 AND campaign_id = {ours}",
}
ENDS = {
    "the last is gone": "DELETE FROM ledger_entries WHERE seq = 3 AND campaign_id = {ours}",
    "the head is further on": "UPDATE ledger_heads SET seq = 4 WHERE campaign_id = {ours}",
    "the head is another": "UPDATE ledger_heads SET hash = substr(hash, 2) || '0' WHERE campaign_id = {ours}",
}


@pytest.fixture
def people(app):
    people = cast()
    decided(sent(people.enrolments["QN2"], people.captain_qn2, {"vneid_level2_support": 1}), people.verifier)
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}), people.verifier)
    with transaction():
        extras.post(
            people.enrolments["QN1"], "penalty", "repeated_late", "april", 5, people.officer, "Nộp muộn lần thứ ba"
        )
    return people


@contextmanager
def meddled(people, statement):
    """What a hand past the triggers and references could do, until the end of the block."""
    ours, other = people.campaign.id, people.enrolments["QN2"].id
    asked = {"campaign_id": people.noise.id, "team_id": people.teams["QN1"].id}
    elsewhere = db.session.scalars(select(Enrolment.id).filter_by(**asked)).one()
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        before = ["PRAGMA defer_foreign_keys = ON"]
        before += [f"DROP TRIGGER ledger_entries_{each}" for each in ("no_update", "no_delete", "no_replace")]
    else:
        before = ["SET LOCAL session_replication_role = replica"]
    for each in (*before, statement.format(ours=ours, other=other, elsewhere=elsewhere)):
        db.session.connection().exec_driver_sql(each)
    yield
    db.session.rollback()


def found(campaign):
    reading = Reading(campaign)
    read = sum(1 for _ in reading.links())
    return read, reading.fault


def test_a_ledger_that_nobody_touched_is_read_to_its_end_without_a_fault(people):
    assert found(people.campaign) == (3, "")
    assert found(people.noise) == (0, "")
    assert list(broken_links(people.campaign)) == []


def test_whatever_is_changed_of_a_row_is_named_by_its_sequence(people):
    for change, statement in CHANGES.items():
        with meddled(people, statement):
            assert list(broken_links(people.campaign)) == [f"campaign={CODE} seq=2"], change
            assert list(broken_links(people.noise)) == [], change


def test_the_reading_itself_names_all_but_what_the_verifier_sees_beside_it(people):
    for change, statement in CHANGES.items():
        with meddled(people, statement):
            read, fault = found(people.campaign)
            assert read == (2 if change == "gone" else 3), change
            late = change in ("text and row alike, but not the hash", "hash")
            assert fault.endswith("seq=3" if change == "hash" else "" if late else "seq=2"), change


def test_what_does_not_lead_to_the_head_is_named(people):
    for change, statement in ENDS.items():
        with meddled(people, statement):
            assert found(people.campaign)[1].startswith(f"campaign={CODE} head="), change
            assert len(list(broken_links(people.campaign))) == 1, change


def test_everything_that_a_link_words_has_its_change():
    worded = set(re.findall(r'"([a-z_]+)":', TEMPLATE)) - {"campaign"}
    assert len(worded) == 13
    assert worded <= CHANGES.keys()
