"""Prizes by cluster, as the rules' award structure says."""

from app.database import db
from app.models import Award, Campaign, Milestone, Snapshot
from app.queries.board import Place, places
from app.queries.campaigns import clusters
from app.queries.extras import barred
from app.queries.rules import rule_book
from app.queries.team_facts import team_facts
from app.rulebook.prizes import prizes_for, unmet


def give(campaign: Campaign, result: Snapshot, milestone: Milestone) -> list[Award]:
    """Store the prizes of every cluster from the result snapshot."""
    rules = rule_book(campaign.id).newest
    given = []
    for cluster in clusters(campaign):
        standing = eligible(campaign, places(campaign, rules.tie_break, result, cluster.code))
        ranks = {each.enrolment.id: each.rank for each in standing}
        renumbered = _renumbered(standing)
        for prize, enrolment_id in prizes_for(renumbered, rules):
            assert isinstance(enrolment_id, int)
            given.append(
                Award(
                    milestone_id=milestone.id,
                    snapshot_id=result.id,
                    enrolment_id=enrolment_id,
                    prize_code=prize.code,
                    rank=ranks[enrolment_id],
                )
            )
    db.session.add_all(given)
    db.session.flush()
    return given


def eligible(campaign: Campaign, standing: list[Place]) -> list[Place]:
    """The teams that meet every condition of the rules, as far as its facts exist."""
    rules = rule_book(campaign.id).newest
    facts = team_facts(campaign, [each.enrolment.id for each in standing])
    out = barred(campaign)
    return [
        each
        for each in standing
        if each.enrolment.id not in out and not unmet(facts[each.enrolment.id], rules.eligibility)
    ]


def _renumbered(standing: list[Place]) -> list[tuple[int, int]]:
    """Ranks among the eligible alone: shared ranks stay shared, the places before them are counted."""
    first: dict[int, int] = {}
    for position, each in enumerate(standing, start=1):
        first.setdefault(each.rank, position)
    return [(first[each.rank], each.enrolment.id) for each in standing]
