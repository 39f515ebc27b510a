"""The facts file of docs/results.md: everything beside the ledger that a result follows from, without a person."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.models import Campaign, Cluster
from app.queries.board import Place
from app.queries.honoured import Honoured
from app.rulebook.facts import TeamFacts
from app.rulebook.results import Contender, Placed
from app.rulebook.rules import RuleSet

TEAM_FACTS = ("sundays_deployed", "dossiers", "first_time", "decided", "on_time", "claimed", "verified")
Ranked = Sequence[tuple[Cluster, Sequence[Placed]]]


def facts_file(
    campaign: Campaign,
    number: int,
    seq: int,
    rules: RuleSet,
    orders: Mapping[str, tuple[str, ...]],
    found: Ranked,
    specials: Sequence[Honoured],
    standing: Mapping[int, Place],
    facts: Mapping[int, TeamFacts],
) -> dict[str, Any]:
    """The facts file of docs/results.md: everything beside the ledger that the results follow from."""
    labels = {each.code: each.label for each in rules.special_awards}
    return {
        "campaign": campaign.code,
        "version": number,
        "seq": seq,
        "tie_break": list(rules.tie_break),
        "eligibility": asdict(rules.eligibility),
        "prizes": [{"code": each.code, "label": each.label} for each in rules.prizes],
        "scales": [
            {"min_teams": each.min_teams, "counts": [list(one) for one in each.counts]} for each in rules.prize_scales
        ],
        "clusters": [{"code": cluster.code, "name": cluster.name} for cluster, _placed in found],
        "orders": [{"cluster": code, "teams": list(teams)} for code, teams in sorted(orders.items())],
        "specials": [
            {"code": each.code, "label": labels[each.code], "name": each.name, "unit": each.unit_name, "why": each.why}
            for each in specials
        ],
        "teams": [
            _team(standing[each.contender.key], facts[each.contender.key], each.contender)
            for _cluster, placed in found
            for each in sorted(placed, key=lambda one: one.contender.code)
        ],
    }


def _team(place: Place, facts: TeamFacts, contender: Contender) -> dict[str, Any]:
    return {
        "team_code": place.team.code,
        "team_name": place.team.name,
        "unit_code": place.team.unit.code,
        "cluster_code": place.enrolment.cluster.code,
        **{name: getattr(facts, name) for name in TEAM_FACTS},
        "hamlets": facts.hamlets,
        "penalty_points": contender.ties.penalty_points,
        "annulled": "annulled" in contender.unmet,
    }
