"""`teams import FILE --campaign CODE`: volunteer teams and their places in a campaign."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.answers import FILE, campaign_named, say, writing
from app.forms.team_tables import read_teams
from app.services import people
from app.services.teams import import_teams


@click.group("teams")
def teams() -> None:
    """Volunteer teams."""


@teams.command("import")
@click.argument("file", type=FILE)
@click.option("--campaign", "code", required=True, help="The campaign's code.")
@with_appcontext
def import_file(file: Path, code: str) -> None:
    """Make or update the teams of FILE and enrol them in the campaign."""
    with writing(file):
        counts = import_teams(campaign_named(code), read_teams(file), people.system_actor())
    say(f"Đội: {counts.new} ghi danh mới, {counts.changed} cập nhật, {counts.same} không đổi.")
