"""`badges review`: every team judged again by the badges in force."""

import click
from flask.cli import with_appcontext

from app.cli.answers import campaign_named, progress, say, writing
from app.queries.campaigns import stage
from app.queries.enrolments import ids_of
from app.services import badge_reviews, locks
from app.services.badge_reviews import Reviewed
from app.services.refusals import Refused


@click.group("badges")
def badges() -> None:
    """Badges of a campaign."""


@badges.command()
@click.option("--campaign", "code", required=True, help="The campaign's code.")
@with_appcontext
def review(code: str) -> None:
    """Award and take back what the rules of today say; nothing changes where everything is in order."""
    done = Reviewed()
    with writing():
        campaign = campaign_named(code)
        locks.hold_campaign(campaign)
        where = stage(campaign)
        if where.is_final:
            raise Refused("campaign_final")
        with progress(len(ids_of(campaign)), "Đội") as bar:
            for step in badge_reviews.reviewing(campaign, where.book, "review"):
                bar.update(step.teams - done.teams)
                done = step
    say(f"{done.teams} đội: trao {done.awarded} mức huy hiệu, thu lại {done.revoked}.")
