"""`standings export`, `standings rebuild`: where the teams truly stand, also during a board freeze."""

from collections.abc import Callable

import click
from flask.cli import with_appcontext

from app.cli.answers import answering, campaign_named, say, writing
from app.exports.standings import head, to_csv, to_json
from app.models import Campaign
from app.queries.campaigns import clusters
from app.services.refusals import Refused
from app.services.standings import rebuild

FORMATS: dict[str, Callable[[Campaign, str | None, int | None], bytes]] = {"csv": to_csv, "json": to_json}


@click.group("standings")
def standings() -> None:
    """Standings of a campaign."""


@standings.command()
@click.option("--campaign", "code", required=True, help="The campaign's code.")
@click.option("--cluster", help="Rank within this cluster only.")
@click.option("--as-of", type=click.IntRange(min=0), help="As of this ledger sequence.")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), required=True)
@with_appcontext
def export(code: str, cluster: str | None, as_of: int | None, kind: str) -> None:
    """Print the standings as CSV or JSON."""
    with answering():
        campaign = campaign_named(code)
        if cluster is not None and cluster not in {each.code for each in clusters(campaign)}:
            raise Refused("unknown_cluster", code=cluster)
        if as_of is not None and as_of > head(campaign):
            raise Refused("beyond_ledger", seq=head(campaign))
        if campaign.ranking_note:
            say(campaign.ranking_note)
        click.echo(FORMATS[kind](campaign, cluster, as_of), nl=False)


@standings.command("rebuild")
@click.option("--campaign", "code", required=True, help="The campaign's code.")
@click.option("--check", is_flag=True, help="Write nothing; fail on any difference.")
@with_appcontext
def rebuild_all(code: str, check: bool) -> None:
    """Sum the ledger again and mend the standings."""
    with writing():
        faults = rebuild(campaign_named(code), check)
    for each in faults:
        say(each)
    say(f"{len(faults)} chỗ lệch" + ("." if check or not faults else ", đã sửa."))
    if check and faults:
        raise SystemExit(1)
