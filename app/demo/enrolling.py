"""Teams of the plan take their place in a campaign."""

from collections.abc import Sequence

from app.demo.plans import TeamPlan
from app.models import Campaign, Person
from app.services import teams
from app.services.teams import TeamRow


def enrol(campaign: Campaign, plans: Sequence[TeamPlan], by: Person) -> None:
    """As `flask teams import` does with a file of the same rows."""
    rows = [
        TeamRow(row, each.code, each.name, each.kind, each.unit_code, each.cluster_code, each.size)
        for row, each in enumerate(plans, start=2)
    ]
    teams.import_teams(campaign, rows, by)
