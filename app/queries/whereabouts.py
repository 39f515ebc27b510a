"""Where a campaign stands, told by two columns of a larger statement; its rules are read once per process."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import String, cast, func, literal_column, select

from app.models import Campaign, Milestone, RuleVersion
from app.models.campaigns import Contest
from app.queries.campaigns import Whereabouts
from app.queries.rules import RuleBook, calendar, rule_book

COMMA: Any = literal_column("','")  # part of the statement: as a parameter it would be put there each time
KINDS = (
    select(func.aggregate_strings(cast(Milestone.id, String) + " " + Milestone.kind, COMMA))
    .where(Milestone.campaign_id == Campaign.id)
    .scalar_subquery()
)
"""The campaign's milestones, in any order."""
VERSIONS = (
    select(
        func.aggregate_strings(
            cast(RuleVersion.number, String) + cast(RuleVersion.effective_from, String) + RuleVersion.sha256, COMMA
        )
    )
    .where(RuleVersion.campaign_id == Campaign.id)
    .scalar_subquery()
)
"""All that tells the versions of the campaign's rules apart from any others, in any database."""


def whereabouts(contest: Contest, kinds: str | None, versions: str, at: datetime) -> Whereabouts:
    """Where the campaign stands at that moment; `kinds` and `versions` are what these columns hold."""
    book = _book(contest.id, versions)
    return Whereabouts(book, calendar(contest, book.newest), _in_order(kinds), at)


@lru_cache(maxsize=64)
def _book(campaign_id: int, _versions: str) -> RuleBook:
    return rule_book(campaign_id)


def _in_order(kinds: str | None) -> tuple[str, ...]:
    known = (each.split() for each in kinds.split(",")) if kinds else ()
    return tuple(kind for _, kind in sorted((int(number), kind) for number, kind in known))
