"""`reports import FILE --campaign CODE`: reports from a file, one row per line."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.answers import FILE, campaign_named, progress, say, told, writing
from app.forms.report_tables import read_reports
from app.services import people
from app.services.report_imports import import_reports


@click.group("reports")
def reports() -> None:
    """Reports of teams."""


@reports.command("import")
@click.argument("file", type=FILE)
@click.option("--campaign", "code", required=True, help="The campaign's code.")
@with_appcontext
def import_file(file: Path, code: str) -> None:
    """Take in the reports of FILE (CSV or XLSX): all of them, or none when one row is wrong."""
    with writing(file):
        campaign = campaign_named(code)
        found = read_reports(file)
        with progress(len(found.reports), "Báo cáo") as bar:
            outcome = import_reports(campaign, found.reports, people.system_actor(), bar.update)
    told(file, found.notes)
    say(
        f"{found.rows} dòng, {len(found.reports)} báo cáo: {outcome.new} mới, "
        f"{outcome.decided} có thêm quyết định, {outcome.same} không đổi."
    )
