"""`people import|link|end`: who takes part, the links that let them in, and roles that end."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.answers import FILE, say, writing
from app.config import Settings
from app.forms.people_tables import read_people
from app.queries.rights import role_held
from app.rulebook.logins import canonical
from app.services import people as services
from app.services import roles
from app.services.people_imports import import_people
from app.services.refusals import Refused


@click.group("people")
def people() -> None:
    """People of the Union and their roles."""


@people.command("import")
@click.argument("file", type=FILE)
@with_appcontext
def import_file(file: Path) -> None:
    """Add the people of FILE with their roles; prints `login,link` for each who is new."""
    with writing(file):
        outcome = import_people(read_people(file), services.system_actor())
    for login, token in outcome.links:
        click.echo(f"{login},{_address(token)}")
    say(
        f"Người: {len(outcome.links)} mới, {outcome.changed} cập nhật; {outcome.granted} vai trò mới. "
        "Mỗi liên kết dùng một lần, trong 7 ngày."
    )


@people.command()
@click.argument("login")
@with_appcontext
def link(login: str) -> None:
    """Print a fresh single-use link for LOGIN to set a password; earlier links stop working."""
    with writing():
        found = canonical(login)
        person = services.by_login(found[1]) if found else None
        if person is None:
            raise Refused("unknown_person", login=login)
        token = services.make_link(person, services.system_actor())
    click.echo(_address(token))


@people.command()
@click.argument("login")
@click.argument("role")
@click.argument("scope")
@with_appcontext
def end(login: str, role: str, scope: str) -> None:
    """End ROLE of LOGIN over the unit or team with the code SCOPE now, and whatever was lent from it."""
    with writing():
        found = canonical(login)
        grant = role_held(found[1] if found else "", role, scope)
        if grant is None:
            raise Refused("role_ended")
        lent = roles.end(grant, services.system_actor())
    say(f"Đã kết thúc vai trò; {len(lent)} người thay kết thúc theo.")


def _address(token: str) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return f"{settings.public_url}/links/{token}"
