"""Commands: `.venv/bin/flask --app wsgi …`, one module per noun."""

from click import Command
from flask import Flask

from app.cli.badges import badges
from app.cli.campaigns import campaign
from app.cli.demo import demo
from app.cli.invariants import invariants
from app.cli.ledger import ledger
from app.cli.mails import mails
from app.cli.people import people
from app.cli.reports import reports
from app.cli.serving import serve
from app.cli.standings import standings
from app.cli.teams import teams
from app.cli.units import units
from app.cli.workers import worker

COMMANDS: tuple[Command, ...] = (
    units,
    campaign,
    badges,
    demo,
    teams,
    people,
    mails,
    reports,
    standings,
    ledger,
    invariants,
    serve,
    worker,
)


def register(app: Flask) -> None:
    """Hand every command to the app."""
    for command in COMMANDS:
        app.cli.add_command(command)
