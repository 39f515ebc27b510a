"""A team's calculation sheet: every line's worth, what was posted beside, and which conditions for a prize it meets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models import Enrolment
from app.queries.extras import barred
from app.queries.horizon import Horizon
from app.queries.team_facts import counts_kept, facts_of
from app.queries.team_page import Day, days_of
from app.queries.why import WhyLine, why_lines
from app.queries.work import Extra, extras_of, points_of, work_of
from app.rulebook.facts import TeamFacts
from app.rulebook.prizes import unmet


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` by day in the order in which caps are filled; `points` is the whole."""

    days: Sequence[Day]
    lines: Mapping[date, Sequence[WhyLine]]
    extras: Sequence[Extra]
    points: int
    facts: TeamFacts
    unmet: tuple[str, ...]

    @property
    def earned(self) -> int:
        """Points from reports alone."""
        return self.points - sum(each.points for each in self.extras)


def sheet_of(enrolment: Enrolment, seen: Horizon) -> Sheet:
    """The sheet as far as `seen` reaches; a fixed number of queries, whatever the team did."""
    campaign, rules = enrolment.campaign, seen.stage.book.newest
    days = days_of(work_of(enrolment, seen))
    facts = facts_of(campaign, counts_kept([enrolment.id]))[enrolment.id]
    annulled = ("annulled",) if enrolment.id in barred(campaign) else ()
    return Sheet(
        days,
        why_lines(enrolment, seen, [each.day for each in days]),
        extras_of(enrolment, seen),
        points_of(enrolment, seen),
        facts,
        (*annulled, *unmet(facts, rules.eligibility)),
    )
