"""What the clock does is done once, whoever and however often."""

import os
import signal
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.database import db, transaction
from app.jobs import board_freezes, day_end_snapshots
from app.jobs.clockwork import AlreadyRunning, alone, run_one, work
from app.jobs.schedule import SCHEDULE, Job
from app.models import Milestone, Snapshot, SnapshotRow
from app.services import campaigns, claims, people, snapshots
from tests.cast import CODE, NOISE, NOW, cast, stand_still
from tests.reporting import decided, sent


@pytest.mark.parametrize("job", SCHEDULE, ids=lambda job: job.name)
def test_every_job_of_the_schedule_runs_on_an_empty_database_and_twice(app, job):
    assert job.run() == []
    assert job.run() == []
    assert job.every >= 1


def test_a_worker_that_is_told_to_end_begins_no_further_job(own_signals, app):
    begun: list[str] = []

    def told() -> None:
        begun.append("told")
        signal.raise_signal(signal.SIGTERM)

    work(app, [Job("told", told, 60), Job("next", lambda: begun.append("next"), 60)])
    assert begun == ["told"]


def test_a_worker_that_is_told_to_end_while_it_waits_ends(own_signals, app):
    begun: list[int] = []

    def told() -> None:
        begun.append(len(begun))
        if len(begun) > 1:
            os.kill(os.getpid(), signal.SIGTERM)

    work(app, [Job("told", told, 1)])
    assert begun == [0, 1]


def test_every_ended_day_is_copied_once_as_it_stood_at_its_midnight(app):
    people = cast()
    stand_still(NOW - timedelta(days=1))
    decided(sent(people.enrolments["QN1"], people.captain, {"dvc_full_support": 9}, date(2026, 3, 14)), people.verifier)
    stand_still(NOW)
    decided(sent(people.enrolments["QN1"], people.captain, {"vneid_level2_support": 5}), people.verifier)
    assert len(day_end_snapshots.run()) == 2 * 14
    assert day_end_snapshots.run() == []
    copies = db.session.scalars(
        select(Snapshot).where(Snapshot.campaign_id == people.campaign.id).order_by(Snapshot.day)
    ).all()
    assert [(each.day.day, each.seq) for each in copies] == [(day, 0) for day in range(1, 14)] + [(14, 1)]
    row = db.session.get_one(SnapshotRow, (copies[-1].id, people.enrolments["QN1"].id))
    assert (row.points, row.rank, row.dossiers) == (54, 1, 9)


def test_days_that_a_story_or_an_import_copied_already_are_left_alone(app):
    people = cast()
    with transaction():
        snapshots.take(people.campaign, "day", date(2026, 3, 14))
    assert not [each for each in day_end_snapshots.run() if each.startswith(CODE)]


def test_the_local_day_ends_at_midnight_in_vietnam(app):
    cast()
    day_end_snapshots.run()
    stand_still(datetime(2026, 3, 15, 16, 59, 59, tzinfo=UTC))
    assert day_end_snapshots.run() == []
    stand_still(datetime(2026, 3, 15, 17, 0, 0, tzinfo=UTC))
    assert f"{CODE}:2026-03-15" in day_end_snapshots.run()


def test_days_missed_are_copied_late_and_days_outside_have_no_copy(app):
    cast()
    day_end_snapshots.run()
    stand_still(NOW + timedelta(days=4))
    assert [each for each in day_end_snapshots.run() if each.startswith(CODE)] == [
        f"{CODE}:2026-03-{day}" for day in range(15, 19)
    ]
    stand_still(NOW + timedelta(days=60))
    assert day_end_snapshots.run() == []
    stand_still(NOW - timedelta(days=60))
    assert day_end_snapshots.run() == []


def test_the_board_freezes_at_its_day_and_only_once(app):
    people_ = cast()
    assert board_freezes.run() == []
    stand_still(datetime(2026, 3, 28, 17, 0, tzinfo=UTC))
    assert sorted(board_freezes.run()) == sorted([CODE, NOISE])
    assert board_freezes.run() == []
    milestone = db.session.scalars(select(Milestone).where(Milestone.campaign_id == people_.campaign.id)).one()
    assert (milestone.kind, milestone.reason) == ("board_freeze", "calendar")


def test_a_freeze_by_hand_is_not_recorded_again(app):
    people_ = cast()
    with transaction():
        campaigns.freeze(people_.campaign, people.system_actor(), "diễn tập")
    assert CODE not in board_freezes.run()


def test_a_period_is_claimed_once_and_given_back_with_its_transaction(app):
    with transaction():
        assert claims.claim("job", "2026-03-15")
        assert not claims.claim("job", "2026-03-15")
    assert claims.claim("job", "2026-03-16")
    db.session.rollback()
    with transaction():
        assert claims.claim("job", "2026-03-16")


def test_one_worker_serves_a_database(app):
    with alone(db.engine), pytest.raises(AlreadyRunning), alone(db.engine):
        pass
    with alone(db.engine):
        pass


def test_a_failing_job_is_logged_and_stops_nothing(app, caplog):
    def fail() -> None:
        raise ZeroDivisionError

    run_one(app, Job("planted", fail, 1))
    assert "job planted failed" in caplog.text
    assert clock.now()
