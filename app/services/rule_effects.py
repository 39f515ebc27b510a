"""Where other rules meet the verified work: the entries they ask for, and their settlement in one go."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Enrolment, Person
from app.queries.lines import Found, Held, lines_by_enrolment, posted_by_enrolment
from app.queries.rules import RuleBook, rule_book
from app.services import badge_reviews, judgements, ledger, settlement
from app.services.differences import Cause
from app.services.entries import Movement, Posting

TEAMS_AT_ONCE = 200


class Settled(NamedTuple):
    """How many entries of how many teams a version moved."""

    entries: int
    teams: int


def movements(teams: Sequence[int], rules: RuleBook, cause: Cause, since: date) -> Iterator[dict[int, list[Movement]]]:
    """The entries that those rules ask for from `since` on, by enrolment id; two queries for every 200 teams.

    Teams without any are left out.
    """
    first, last = settlement.window([since, date.max], rules)
    for start in range(0, len(teams), TEAMS_AT_ONCE):
        some = teams[start : start + TEAMS_AT_ONCE]
        lines, held = lines_by_enrolment(some, first, last), posted_by_enrolment(some, first, last)
        found = {each: list(_differences(lines[each], held[each], rules, cause, since)) for each in some}
        yield {each: asked for each, asked in found.items() if asked}


def settle(campaign: Campaign, before: RuleBook, since: date, by: Person) -> Settled:
    """Post what the newest version changes from `since` on; badges and standings of all teams follow."""
    after = rule_book(campaign.id)
    told = f"rules:{before.number}>{after.number}"
    cause = Cause(f"{told}:{uuid4()}", told, by, before)
    teams = {each.id: each for each in _locked(campaign)}
    landed: dict[int, int] = {}
    entries = 0
    for asked in movements(list(teams), after, cause, since):
        landed |= ledger.post(campaign, [Posting(each, teams[each].team.code, by, asked[each]) for each in asked])
        entries += sum(map(len, asked.values()))
    if landed:
        judgements.follow(campaign, landed, after, told)
    badge_reviews.review(campaign, after, told)
    return Settled(entries, len(landed))


def _locked(campaign: Campaign) -> Sequence[Enrolment]:
    """All teams of the campaign, held in one order until the commit."""
    db.session.execute(
        select(Enrolment.id).where(Enrolment.campaign_id == campaign.id).order_by(Enrolment.id).with_for_update()
    )
    return db.session.scalars(
        select(Enrolment)
        .where(Enrolment.campaign_id == campaign.id)
        .options(joinedload(Enrolment.team))
        .order_by(Enrolment.id)
    ).all()


def _differences(found: Found, held: Held, rules: RuleBook, cause: Cause, since: date) -> Iterator[Movement]:
    days = {line.activity_day for _, line in found} | {each.activity_day for each in held.values()}
    return settlement.compare(sorted(each for each in days if each >= since), found, held, rules, cause)
