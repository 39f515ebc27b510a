"""`campaign load FILE.toml`: rules, clusters, calendar, targets, badges and awards of a campaign."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.answers import FILE, say, writing
from app.forms.faults import fault
from app.forms.tables import Refusal
from app.rulebook.campaignfiles import CampaignFile
from app.rulebook.rulefile import parse
from app.services import people, rule_files

SAID = {
    "new": "đã tạo, phiên bản quy tắc 1",
    "changed": "đã cập nhật",
    "same": "không đổi",
}


@click.group("campaign")
def campaign() -> None:
    """Campaigns and their rules."""


@campaign.command()
@click.argument("file", type=FILE)
@with_appcontext
def load(file: Path) -> None:
    """Make the campaign of FILE, or give it a new version of its rules."""
    with writing(file):
        loaded, outcome = rule_files.load(_read(file), people.system_actor())
        code = loaded.code
    say(f"Chiến dịch {code}: {SAID[outcome]}.")


def _read(file: Path) -> CampaignFile:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal([fault(1, "", "not_utf8")]) from error
    found, faults = parse(text)
    if found is None:
        raise Refusal(faults)
    return found
