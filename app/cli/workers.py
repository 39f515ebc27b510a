"""`worker`: runs the clock."""

import logging

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli.answers import say
from app.jobs.clockwork import AlreadyRunning, work


@click.command()
@with_appcontext
def worker() -> None:
    """Run the scheduled jobs until SIGTERM; a second worker for the same database ends at once."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        work(app)
    except AlreadyRunning:
        say("Đã có một tiến trình worker khác chạy cho cơ sở dữ liệu này.")
        raise SystemExit(1) from None
