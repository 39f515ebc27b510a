"""What is known about teams when badges, ties and eligibility are judged: counts over verified, uncapped work."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from app.database import db
from app.models import Campaign
from app.queries import fact_rows, fact_teams
from app.rulebook.calendars import sundays
from app.rulebook.facts import Month, TeamFacts


def team_facts(campaign: Campaign, enrolment_ids: Collection[int], as_of: int | None = None) -> dict[int, TeamFacts]:
    """Facts of those enrolments now, or as of a ledger sequence; three queries whatever their number."""
    past, wanted = as_of is not None, fact_rows.parameters(campaign, enrolment_ids, as_of)
    reports = {row["enrolment_id"]: row for row in db.session.execute(fact_rows.reports(past), wanted).mappings()}
    work: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(fact_rows.work(past), wanted):
        work[row[0]].append(row)
    teams = {row[0]: row for row in db.session.execute(fact_teams.teams(past), wanted)}
    total = len(sundays(campaign.starts_on, campaign.ends_on))
    return {each: _facts(reports.get(each), work[each], teams[each], total) for each in enrolment_ids}


def _facts(reports: Any, work: Sequence[Any], team: Any, sundays_total: int) -> TeamFacts:
    counted: dict[str, Any] = {name: int(reports[name]) for name in COUNTED} if reports else {}
    return TeamFacts(
        **counted,
        **_by_activity(work),
        sundays_total=sundays_total,
        team_size=team.size,
        members=team.members,
        members_with_accounts=team.members_with_accounts,
    )


COUNTED = tuple(str(column.key) for column in fact_rows.reports(past=False).selected_columns)[1:]


def _by_activity(work: Sequence[Any]) -> dict[str, Any]:
    """What the facts keep by activity: sums, days, the largest of one report, calendar months."""
    quantities: defaultdict[str, int] = defaultdict(int)
    days: defaultdict[str, int] = defaultdict(int)
    largest: defaultdict[str, int] = defaultdict(int)
    months: defaultdict[str, set[Month]] = defaultdict(set)
    for _, code, year, month, quantity, count, most in work:
        quantities[code] += int(quantity)
        days[code] += count
        largest[code] = max(largest[code], most)
        months[code].add((int(year), int(month)))
    return {
        "quantities": dict(quantities),
        "activity_days": dict(days),
        "largest": dict(largest),
        "months": {code: frozenset(found) for code, found in months.items()},
    }
