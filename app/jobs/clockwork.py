"""The one process that runs the schedule, held apart from a second by a lock the database's machine keeps."""

import fcntl
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy import Engine, text

from app.database import db
from app.jobs.schedule import SCHEDULE, Job
from app.live.publishing import publishing
from app.outside.ending import Ending

LOCK_NUMBER = 7_309_446_121_837_221
log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another worker holds the lock."""


def work(app: Flask, schedule: Sequence[Job] = SCHEDULE) -> None:
    """Run every job now and then by its schedule, until SIGTERM or SIGINT: no further one begins then."""
    ending, scheduler = Ending(), BackgroundScheduler(timezone="UTC")
    for job in schedule:
        scheduler.add_job(
            run_one, "interval", (app, job), seconds=job.every, id=job.name, coalesce=True, max_instances=1
        )
    with app.app_context(), alone(db.engine), publishing(app):
        for job in schedule:
            if ending.was_told:
                return
            run_one(app, job)
        scheduler.start()
        ending.wait()
        scheduler.shutdown(wait=False)


def run_one(app: Flask, job: Job) -> None:
    """One look at what is due; a failure is logged and tried again at the next."""
    with app.app_context():
        try:
            done = job.run()
        except Exception:
            log.exception("job %s failed", job.name)
        else:
            if done:
                log.info("job %s: %s", job.name, done)


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Raises AlreadyRunning when another worker serves this database."""
    keep = _advisory if engine.dialect.name == "postgresql" else _beside_file
    with keep(engine):
        yield


@contextmanager
def _advisory(engine: Engine) -> Iterator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        taken = connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": LOCK_NUMBER})
        if not taken:
            raise AlreadyRunning
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})


@contextmanager
def _beside_file(engine: Engine) -> Iterator[None]:
    path = Path(f"{engine.url.database}.worker")
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunning from error
        yield
