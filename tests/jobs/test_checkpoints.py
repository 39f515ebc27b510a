"""Every day the chain is stated, signed, filed beside the database, and read by the independent verifier."""

import json
from datetime import timedelta

import pytest
from flask import current_app
from sqlalchemy import select, text

from app.database import db, transaction
from app.exports import proofs
from app.jobs import checkpoints, ledger_checks
from app.models import Checkpoint, LedgerCheck, LedgerEntry
from app.services.refusals import Refused
from tests.cast import CODE, NOISE, NOW, cast, stand_still
from tests.concluding import concluded
from tests.endings import announced
from tests.reporting import decided, sent


def played():
    people = cast()
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}), people.verifier)
    return people


def folder():
    return current_app.config["SETTINGS"].instance / "checkpoints"


def meddle(statement):
    """What a hand in the database could do, past the triggers."""
    drop = {"sqlite": "DROP TRIGGER {}", "postgresql": "DROP TRIGGER {} ON ledger_entries"}[db.engine.dialect.name]
    for name in ("no_update", "no_delete") if db.engine.dialect.name == "sqlite" else ("no_change",):
        db.session.execute(text(drop.format(f"ledger_entries_{name}")))
    db.session.execute(text(statement))
    db.session.commit()


def test_a_day_has_one_checkpoint_in_the_database_and_in_a_file(app):
    people = played()
    names = [f"{CODE}-000000001-day.json", f"{NOISE}-000000000-day.json"]
    assert sorted(checkpoints.run()) == sorted(names)
    assert checkpoints.run() == []
    kept = db.session.scalars(select(Checkpoint).where(Checkpoint.campaign_id == people.campaign.id)).one()
    assert (folder() / names[0]).read_text() == kept.body + "\n"
    said = json.loads(kept.body)
    assert (said["campaign"], said["seq"]) == (CODE, 1)
    assert said["root"] == db.session.scalars(select(LedgerEntry.hash)).one()


def test_a_day_without_entries_needs_no_new_checkpoint(app):
    played()
    checkpoints.run()
    stand_still(NOW + timedelta(days=1))
    assert checkpoints.run() == []
    assert db.session.query(Checkpoint).count() == 2


def test_freeze_and_announcement_state_what_they_copied(app):
    people = announced()
    said = db.session.scalars(select(Checkpoint).order_by(Checkpoint.id)).all()
    assert [each.reason for each in said] == ["board_freeze", "day", "finalise"]
    assert {each.campaign_id for each in said} == {people.campaign.id}
    assert said[-1].seq == db.session.query(LedgerEntry).filter_by(campaign_id=people.campaign.id).count()


def test_the_nightly_check_says_intact_once_a_day_and_names_the_checkpoint(app):
    played()
    checkpoints.run()
    told = ledger_checks.run()
    assert len(told) == 2
    assert all("intact" in each for each in told)
    assert ledger_checks.run() == []
    assert db.session.query(LedgerCheck).filter_by(intact=True).count() == 2


def test_a_hand_in_the_database_is_found_at_night_and_nothing_is_announced(app):
    people = played()
    checkpoints.run()
    meddle("UPDATE ledger_entries SET body = replace(body, 'award', 'bonus')")
    told = next(each for each in ledger_checks.run() if each.startswith(CODE))
    assert "broken at sequence 1" in told
    with pytest.raises(Refused) as refused, transaction():
        concluded(people.campaign, people.officer, people.signatory, check=proofs.look(people.campaign))
    assert refused.value.code == "ledger_broken"


def test_points_changed_beside_the_chain_stop_the_announcement_at_once(app):
    people = played()
    meddle("UPDATE ledger_entries SET points = points + 1")
    with pytest.raises(Refused) as refused, transaction():
        concluded(people.campaign, people.officer, people.signatory, check=proofs.look(people.campaign))
    assert refused.value.code == "ledger_broken"
    assert "seq=1" in str(refused.value.facts["fault"])


def test_a_checkpoint_file_signed_by_somebody_else_is_not_ours(app):
    played()
    checkpoints.run()
    current_app.config["SETTINGS"].instance.joinpath("checkpoint_key.pem").unlink()
    told = ledger_checks.run()
    assert all("not ours" in each for each in told)
    assert not db.session.query(LedgerCheck).filter_by(intact=True).count()


def test_a_database_put_back_to_an_earlier_day_is_behind_its_filed_checkpoint(app):
    played()
    checkpoints.run()
    meddle("DELETE FROM ledger_entries")
    told = next(each for each in ledger_checks.run() if each.startswith(CODE))
    assert "broken at sequence 1" in told
