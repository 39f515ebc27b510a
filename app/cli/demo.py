"""`demo [--scale N] [--password WORD]`: the demonstration's two seasons, its accounts and its clock."""

import secrets

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.answers import progress, say, writing
from app.demo.build import NotEmpty, build, plan
from app.outside import photos
from app.services.passwords import SHORTEST

FULL = "Cơ sở dữ liệu đã có chiến dịch. Dữ liệu minh họa chỉ nạp vào cơ sở dữ liệu trống; chưa ghi gì cả."
SHORT = f"Mật khẩu cần ít nhất {SHORTEST} ký tự."


@click.command()
@click.option("--scale", type=click.IntRange(1, 100), default=1, help="How many times the running season's teams.")
@click.option("--password", default="", help="One password for all accounts; a random one without it.")
@with_appcontext
def demo(scale: int, password: str) -> None:
    """Fill an empty database with the demonstration; prints `login  password` for each account."""
    if password and len(password) < SHORTEST:
        raise click.BadParameter(SHORT, param_hint="--password")
    word = password or secrets.token_urlsafe(9)
    story, folder = plan(scale), current_app.config["SETTINGS"].instance / "photos"
    try:
        with writing(), progress(story.steps, "Dữ liệu minh họa") as bar:
            logins = build(story, word, photos.local(folder, durable=False), bar.update)
    except NotEmpty:
        say(FULL)
        raise SystemExit(1) from None
    for login in logins:
        click.echo(f"{login}  {word}")
