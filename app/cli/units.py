"""`units import FILE`: the Union's units, as official lists give them."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.answers import FILE, say, writing
from app.forms.unit_tables import read_units
from app.services import people
from app.services.units import import_units


@click.group("units")
def units() -> None:
    """Units of the Youth Union."""


@units.command("import")
@click.argument("file", type=FILE)
@with_appcontext
def import_file(file: Path) -> None:
    """Add or update the units of FILE (CSV or XLSX)."""
    with writing(file):
        counts = import_units(read_units(file), people.system_actor())
    say(f"Đơn vị: {counts.new} mới, {counts.changed} cập nhật, {counts.same} không đổi.")
