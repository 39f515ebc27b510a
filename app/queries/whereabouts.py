"""Where a campaign stands, told by two columns of a larger statement; its rules are read once per process."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal_column, select

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, Milestone, RuleVersion
from app.models.campaigns import Contest
from app.queries.campaigns import Whereabouts
from app.queries.rules import RuleBook, calendar, rule_book
from app.rulebook.rules import RuleSet

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
    book = book_of(contest.id, versions)
    return Whereabouts(book, calendar(contest, book.newest), _in_order(kinds), at)


def rules_today(campaign_ids: Collection[int]) -> dict[int, RuleSet]:
    """The rules of some campaigns in force today, by campaign id; one statement."""
    return {each.id: rules for each, rules in with_rules(Campaign.id.in_(campaign_ids))}


def with_rules(which: ColumnElement[bool]) -> list[tuple[Campaign, RuleSet]]:
    """Those campaigns, the latest first, each with its rules in force today; one statement."""
    found = db.session.execute(select(Campaign, VERSIONS).where(which).order_by(Campaign.starts_on.desc()))
    return [(each, book_of(each.id, versions).on(local_day(now(), each.zone))) for each, versions in found]


@lru_cache(maxsize=64)
def book_of(campaign_id: int, _versions: str) -> RuleBook:
    """The campaign's rules, whose versions a larger statement has told; read once per process."""
    return rule_book(campaign_id)


def _in_order(kinds: str | None) -> tuple[str, ...]:
    known = (each.split() for each in kinds.split(",")) if kinds else ()
    return tuple(kind for _, kind in sorted((int(number), kind) for number, kind in known))
