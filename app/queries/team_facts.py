"""What is known about teams when badges, ties and eligibility are judged: counts over verified, uncapped work."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from app.database import db
from app.models import Campaign
from app.queries import fact_rows, fact_teams
from app.rulebook.calendars import sundays
from app.rulebook.counting import Counted, Seen, Work, counted
from app.rulebook.facts import TeamFacts


def team_facts(
    campaign: Campaign, enrolment_ids: Collection[int], as_of: int | None = None, fresh: Sequence[Counted] = ()
) -> dict[int, TeamFacts]:
    """Facts of those enrolments now, or as of a ledger sequence; three queries whatever their number.

    `fresh` are reports being decided right now: they count as they are about to be, not as they are stored.
    """
    past = as_of is not None
    wanted = fact_rows.parameters(campaign, enrolment_ids, as_of, [each.report_id for each in fresh])
    seen: defaultdict[int, list[Seen]] = defaultdict(list)
    work: defaultdict[int, list[Work]] = defaultdict(list)
    rows: Any = db.session.execute(fact_rows.reports(past), wanted)
    for row in rows:
        seen[row[0]].append(Seen(*row[1:]))
    rows = db.session.execute(fact_rows.work(past), wanted)
    for row in rows:
        work[row[0]].append(Work(*row[1:]))
    for each in fresh:
        seen[each.enrolment_id] += each.seen
        work[each.enrolment_id] += each.work
    teams = {row[0]: row for row in db.session.execute(fact_teams.teams(past), wanted)}
    total = len(sundays(campaign.starts_on, campaign.ends_on))
    return {each: _facts(counted(seen[each], work[each]), teams[each], total) for each in enrolment_ids}


def _facts(counts: dict[str, Any], team: Any, sundays_total: int) -> TeamFacts:
    return TeamFacts(
        **counts,
        sundays_total=sundays_total,
        team_size=team.size,
        members=team.members,
        members_with_accounts=team.members_with_accounts,
    )
