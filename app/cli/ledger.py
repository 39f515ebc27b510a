"""`ledger export`, `ledger rebuild`: the points' one record, entry by entry."""

import click
from flask.cli import with_appcontext

from app.cli.answers import answering, campaign_named, progress, say, writing
from app.exports.ledger import lines
from app.services import people, rebuilds


@click.group("ledger")
def ledger() -> None:
    """The ledger of a campaign."""


@ledger.command()
@click.option("--campaign", "code", required=True, help="The campaign's code.")
@with_appcontext
def export(code: str) -> None:
    """Print the ledger as JSON lines."""
    with answering():
        for line in lines(campaign_named(code)):
            click.echo(line, nl=False)


@ledger.command()
@click.option("--campaign", "code", required=True, help="The campaign's code.")
@click.option("--check", is_flag=True, help="Write nothing; fail on any difference.")
@with_appcontext
def rebuild(code: str, check: bool) -> None:
    """Compute every line's worth again from decisions and rules, and post what differs."""
    with writing():
        campaign = campaign_named(code)
        with progress(len(rebuilds.places_of(campaign)), "Đội") as bar:
            found = rebuilds.rebuild(campaign, people.system_actor(), check, bar.update)
    for each in found:
        say(each)
    say(f"{len(found)} chỗ lệch" + ("." if check or not found else ", đã ghi bút toán điều chỉnh."))
    if check and found:
        raise SystemExit(1)
