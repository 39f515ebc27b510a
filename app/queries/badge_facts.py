"""What badges are judged by: a team's facts, over the campaign and over the days that single milestones look at."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Enrolment, Excuse, Team, Unit
from app.models.campaigns import Contest
from app.queries.rules import RuleBook
from app.queries.team_facts import facts_of
from app.rulebook.calendars import longest_streak, sundays
from app.rulebook.counting import Counts
from app.rulebook.facts import TeamFacts
from app.rulebook.measures import Target

MORE = ("sunday_streak", "targets_reached")
"""Questions that a team's plain counts do not answer."""


def badge_facts(campaign: Campaign | Contest, counts: Mapping[int, Counts], book: RuleBook) -> dict[int, TeamFacts]:
    """Facts by enrolment for every badge of every version; one query, and one more where a streak is asked for."""
    return for_badges(campaign, facts_of(campaign, counts), counts, book)


def for_badges(
    campaign: Campaign | Contest, facts: Mapping[int, TeamFacts], counts: Mapping[int, Counts], book: RuleBook
) -> dict[int, TeamFacts]:
    """The same for facts that are at hand; no query unless a streak is asked for."""
    if not book.scopes and book.metrics.isdisjoint(MORE):
        return dict(facts)
    excused = excused_days(campaign, counts) if "sunday_streak" in book.metrics else {}
    asked = sundays(campaign.starts_on, campaign.ends_on)
    return {
        each: _with_scopes(known, counts[each], asked, excused.get(each, frozenset()), book.newest.targets)
        for each, known in facts.items()
    }


def excused_days(campaign: Campaign | Contest, enrolment_ids: Collection[int]) -> dict[int, frozenset[date]]:
    """By enrolment the Sundays on which its unit, or one above it, was excused."""
    found: defaultdict[int, set[date]] = defaultdict(set)
    declared = db.session.execute(
        select(Excuse.day, Unit.path).join(Unit, Unit.id == Excuse.unit_id).where(Excuse.campaign_id == campaign.id)
    ).all()
    if not declared:
        return {}
    paths = select(Enrolment.id, Unit.path).join(Team, Team.id == Enrolment.team_id).join(Unit, Unit.id == Team.unit_id)
    for enrolment_id, path in db.session.execute(paths.where(Enrolment.id.in_(enrolment_ids))):
        found[enrolment_id] |= {day for day, above in declared if path.startswith(above)}
    return {each: frozenset(days) for each, days in found.items()}


def _with_scopes(
    facts: TeamFacts, counts: Counts, asked: Sequence[date], excused: frozenset[date], targets: tuple[Target, ...]
) -> TeamFacts:
    reached = frozenset(each.code for each in targets if _reached(each, facts))
    within = {
        scope: _seen(facts, each, [day for day in asked if scope.covers(day)], excused)
        for scope, each in counts.within.items()
    }
    return replace(facts, sunday_streak=_streak(counts, asked, excused), targets_reached=reached, within=within)


def _seen(facts: TeamFacts, counts: Counts, asked: Sequence[date], excused: frozenset[date]) -> TeamFacts:
    """The team's facts as these counts have them, over the Sundays asked for."""
    streak = _streak(counts, asked, excused)
    return replace(facts, **counts.facts(), sundays_total=len(asked), sunday_streak=streak)


def _streak(counts: Counts, asked: Sequence[date], excused: frozenset[date]) -> int:
    return longest_streak({date.fromisoformat(each) for each in counts.sundays}, asked, excused)


def _reached(target: Target, facts: TeamFacts) -> bool:
    """Whether the team has done by itself what the target asks of every unit or member."""
    if target.metric != "activities" or target.period != "campaign":
        return False
    done = facts.quantity(target.activities)
    return {
        "per_unit": done >= target.value,
        "per_member": done >= target.value * max(1, facts.team_size),
    }.get(target.shape, False)
