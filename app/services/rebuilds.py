"""The ledger computed again from decisions and rules, fifty teams at a time: it must come out the same."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Enrolment, Person, Team
from app.queries.lines import Found, Held, lines_by_enrolment, posted_by_enrolment
from app.queries.rules import RuleBook, rule_book
from app.services import judgements, ledger, settlement
from app.services.differences import Cause
from app.services.entries import Movement, Posting
from app.services.locks import hold_campaign

REASON = "rebuild"
TEAMS_AT_ONCE = 50


class Place(NamedTuple):
    """A team's place in the campaign."""

    enrolment_id: int
    team_code: str


Missing = tuple[Place, list[Movement]]


def places_of(campaign: Campaign) -> list[Place]:
    """All teams of the campaign, in the order in which they are locked."""
    asked = select(Enrolment.id, Team.code).join(Team).where(Enrolment.campaign_id == campaign.id)
    return [Place(*row) for row in db.session.execute(asked.order_by(Enrolment.id))]


def missing(campaign: Campaign, by: Person) -> Iterator[list[Missing]]:
    """By team what the ledger would need to say what decisions and rules say; two queries for every 50 teams."""
    rules = rule_book(campaign.id)
    everyone = places_of(campaign)
    for start in range(0, len(everyone), TEAMS_AT_ONCE):
        teams = everyone[start : start + TEAMS_AT_ONCE]
        ids = [each.enrolment_id for each in teams]
        lines = lines_by_enrolment(ids, date.min, date.max)
        held = posted_by_enrolment(ids, date.min, date.max)
        yield [(each, _missing(lines[each.enrolment_id], held[each.enrolment_id], rules, by)) for each in teams]


def _missing(lines: Found, held: Held, rules: RuleBook, by: Person) -> list[Movement]:
    days = {line.activity_day for _, line in lines} | {kept.activity_day for kept in held.values()}
    return list(settlement.compare(sorted(days), lines, held, rules, Cause(f"{REASON}:{uuid4()}", REASON, by)))


def rebuild(
    campaign: Campaign, by: Person, check: bool, tell: Callable[[int], object] = lambda count: None
) -> list[str]:
    """Settle every team's every day again; returns the differences found, which are posted unless `check`.

    Badges and standings follow, as if everything had been decided now. `tell` hears how many teams are done.
    """
    found = []
    if not check:
        hold_campaign(campaign)
    for teams in missing(campaign, by):
        found += [described(team, each) for team, movements in teams for each in movements]
        if not check:
            after = ledger.post(campaign, [Posting(*team, by, asked) for team, asked in teams])
            judgements.follow(campaign, after, rule_book(campaign.id), REASON)
        tell(len(teams))
    return found


def described(team: Place, movement: Movement) -> str:
    """One difference as a line for whoever runs the command."""
    return (
        f"{team.team_code} {movement.activity_day} {movement.activity_code} (line {movement.line_id}): "
        f"verified {movement.verified:+d}, scored {movement.scored:+d}, points {movement.points:+d}"
    )
