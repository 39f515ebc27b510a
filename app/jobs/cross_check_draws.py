"""Second looks are drawn from what was decided since the last draw, and those who are asked are told."""

from collections import Counter
from collections.abc import Sequence

from app.clock import wall
from app.database import transaction
from app.models import Campaign, CrossCheck
from app.queries.campaigns import all_campaigns, by_code, stage
from app.queries.cross_checks import people_asked
from app.services import draws, notices, people


def run() -> list[str]:
    """Draw in every campaign whose decisions are open; returns `campaign:count` for each that drew any."""
    return [done for code in [each.code for each in all_campaigns()] if (done := _draw(code))]


def _draw(code: str) -> str:
    with transaction():
        campaign = by_code(code)
        if campaign is None:
            return ""
        where = stage(campaign)
        made = draws.draw(where, people.system_actor()) if where.decisions_open else []
        if made:
            _tell(campaign, made)
        return f"{code}:{len(made)}" if made else ""


def _tell(campaign: Campaign, made: Sequence[CrossCheck]) -> None:
    """Each person who is asked reads once how many there are; what the draw gave is one thing to be told."""
    counts = Counter(each.unit_id for each in made)
    asked = people_asked(campaign, counts.keys())
    told = Counter({person: sum(counts[unit] for unit in units) for person, units in asked.items()})
    cause = f"cross_checks:{campaign.id}:{made[-1].first_id}"
    notices.tell_each("cross_check_waiting", cause, {each: {"count": many} for each, many in told.items()}, wall())
