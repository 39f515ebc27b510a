"""`mails status`: how the outbox stands."""

import click
from flask.cli import with_appcontext

from app.cli.answers import say
from app.outside import mail
from app.queries.outbox import counts
from app.services.outbox import NOT_THEIRS


@click.group("mails")
def mails() -> None:
    """E-mails about notices."""


@mails.command()
@with_appcontext
def status() -> None:
    """How many e-mails were sent, wait, or were given up, and the commonest errors."""
    found = counts()
    if not mail.is_open():
        say("Chưa đặt XUNGKICH_SMTP_URL: không gửi thư nào.")
    say(f"Thư: {found.sent} đã gửi, {found.waiting} chờ gửi, {found.given_up} đã thôi gửi.")
    for why, count in found.errors:
        say(f"  {count} × {'người nhận không còn vai trò' if why == NOT_THEIRS else why}")
