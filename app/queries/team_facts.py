"""What is known about teams when badges, ties and eligibility are judged: counts over verified, uncapped work."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from app.database import db
from app.models import Campaign, Enrolment, Standing, TeamCount
from app.models.campaigns import Contest
from app.queries import fact_rows, fact_teams
from app.queries.fact_teams import Sized
from app.rulebook.calendars import sundays
from app.rulebook.counting import Counts
from app.rulebook.deeds import Counted, Seen, Work
from app.rulebook.facts import TeamFacts
from app.rulebook.scopes import Scope
from app.spelled import Row, Values
from app.statements import Statement

KEPT = select(TeamCount.enrolment_id, TeamCount.counts).where(
    TeamCount.enrolment_id.in_(bindparam("enrolments", expanding=True))
)
TEAM = Statement(
    fact_teams.sized(past=False)
    .add_columns(TeamCount.counts, Standing.last_sunday, Standing.last_sunday_points)
    .join(Standing, Standing.enrolment_id == Enrolment.id)
    .outerjoin(TeamCount, TeamCount.enrolment_id == Enrolment.id)
    .where(Enrolment.id == bindparam("enrolment"))
)
LastSunday = Mapping[str, int | date | None]


@dataclass(frozen=True, slots=True)
class TeamNow:
    """A team's counts and latest Sunday as the last decision left them."""

    counts: Counts
    last_sunday: LastSunday
    team: Sized
    sundays_total: int

    def facts(self, counts: Counts) -> TeamFacts:
        """What is known of the team with these counts."""
        return _facts(counts.facts(), self.team, self.sundays_total)


def of_team(campaign: Contest, enrolment_id: int) -> Values:
    """TEAM's values."""
    return {"campaign": campaign.id, "last_day": campaign.ends_on, "enrolment": enrolment_id}


def team_now(row: Row, campaign: Contest, scopes: Set[Scope]) -> TeamNow:
    """What a decision on the team's work starts from, given TEAM's row."""
    *team, kept, sunday, points = row
    sized = Sized(*team)
    counts = Counts.read(kept) if kept else None
    if counts is None or not counts.within.keys() >= scopes:
        counts = counts_anew([sized.enrolment_id], scopes)[sized.enrolment_id]
    last: LastSunday = {"last_sunday": sunday, "last_sunday_points": points}
    return TeamNow(counts, last, sized, len(sundays(campaign.starts_on, campaign.ends_on)))


def team_facts(
    campaign: Campaign, enrolment_ids: Collection[int], as_of: int | None = None, until: datetime | None = None
) -> dict[int, TeamFacts]:
    """Facts of those enrolments, counted anew from decisions, now or as of a ledger sequence; three queries."""
    return facts_of(campaign, counts_anew(enrolment_ids, as_of=as_of, until=until), as_of)


def facts_of(
    campaign: Campaign | Contest, counts: Mapping[int, Counts], as_of: int | None = None
) -> dict[int, TeamFacts]:
    """Counts by enrolment, with what else is known of the teams; one query whatever their number."""
    past = as_of is not None
    wanted = {"campaign": campaign.id, "last_day": campaign.ends_on, "enrolments": list(counts)}
    rows = db.session.connection().execute(fact_teams.teams(past), wanted | ({"as_of": as_of} if past else {}))
    teams = {row[0]: Sized(*row) for row in rows}
    total = len(sundays(campaign.starts_on, campaign.ends_on))
    return {each: _facts(found.facts(), teams[each], total) for each, found in counts.items()}


def counts_kept(enrolment_ids: Collection[int], scopes: Set[Scope] = frozenset()) -> dict[int, Counts]:
    """The counts as the last decision left them; counted anew where none are kept, or not by each of these scopes."""
    rows = db.session.connection().execute(KEPT, {"enrolments": list(enrolment_ids)})
    kept = {row[0]: Counts.read(row[1]) for row in rows}
    missing = [each for each in enrolment_ids if each not in kept or not kept[each].within.keys() >= scopes]
    return kept | counts_anew(missing, scopes) if missing else kept


def counts_anew(
    enrolment_ids: Collection[int],
    scopes: Collection[Scope] = (),
    as_of: int | None = None,
    until: datetime | None = None,
) -> dict[int, Counts]:
    """The counts worked out from the decisions, now or as of a ledger sequence; two queries.

    What landed on that very entry without moving a point counts if it happened before `until`.
    """
    wanted: dict[str, Any] = {"enrolments": list(enrolment_ids)}
    wanted |= {} if as_of is None else {"as_of": as_of, "until": until or fact_rows.NEVER}
    found = _counted(fact_rows.NOW if as_of is None else fact_rows.PAST, wanted)
    return {each: Counts.of(found[each], scopes) for each in enrolment_ids}


def counted_now(report_ids: Collection[int]) -> Mapping[int, Counted]:
    """By enrolment what the live decisions of these reports have put into its counts."""
    return _counted(fact_rows.CHOSEN, {"reports": list(report_ids)})


def _counted(which: str, wanted: dict[str, Any]) -> Mapping[int, Counted]:
    seen: defaultdict[int, list[Seen]] = defaultdict(list)
    work: defaultdict[int, list[Work]] = defaultdict(list)
    connection = db.session.connection()
    for row in connection.execute(fact_rows.reports(which), wanted):
        seen[row[0]].append(Seen(*row[1:]))
    for row in connection.execute(fact_rows.work(which), wanted):
        work[row[0]].append(Work(*row[1:]))
    return defaultdict(Counted, {each: Counted(seen[each], work[each]) for each in seen.keys() | work.keys()})


def _facts(counts: dict[str, Any], team: Sized, sundays_total: int) -> TeamFacts:
    return TeamFacts(
        **counts,
        sundays_total=sundays_total,
        team_size=team.size,
        members=team.members,
        members_with_accounts=team.members_with_accounts,
    )
