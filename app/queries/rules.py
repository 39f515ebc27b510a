"""Which rules are in force on which day."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select

from app.database import db
from app.models import Campaign, RuleVersion
from app.rulebook.phases import Calendar
from app.rulebook.rulefile import load_rules
from app.rulebook.rules import RuleSet


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All versions of one campaign's rules, oldest first."""

    days: tuple[date, ...]
    numbers: tuple[int, ...]
    rule_sets: tuple[RuleSet, ...]

    @property
    def newest(self) -> RuleSet:
        return self.rule_sets[-1]

    @property
    def number(self) -> int:
        """The newest version's number."""
        return self.numbers[-1]

    def on(self, day: date) -> RuleSet:
        """The rules in force on that day; before the first version, the first."""
        return self.rule_sets[self._place(day)]

    def number_on(self, day: date) -> int:
        return self.numbers[self._place(day)]

    def _place(self, day: date) -> int:
        return max(0, bisect_right(self.days, day) - 1)


def rule_book(campaign_id: int) -> RuleBook:
    """The campaign's rules; parsed once per process and version."""
    rows = db.session.execute(
        select(RuleVersion.number, RuleVersion.effective_from, RuleVersion.sha256)
        .where(RuleVersion.campaign_id == campaign_id)
        .order_by(RuleVersion.effective_from, RuleVersion.number)
    ).all()
    return RuleBook(
        days=tuple(row.effective_from for row in rows),
        numbers=tuple(row.number for row in rows),
        rule_sets=tuple(_parsed(campaign_id, row.number, row.sha256) for row in rows),
    )


def calendar(campaign: Campaign, rules: RuleSet) -> Calendar:
    """The days that decide the campaign's phase."""
    return Calendar(campaign.starts_on, campaign.ends_on, campaign.board_freeze_on, rules.deadlines, campaign.zone)


@lru_cache(maxsize=64)
def _parsed(campaign_id: int, number: int, sha256: str) -> RuleSet:
    """`sha256` is part of the key so that another database in the same process never gets these rules."""
    body = db.session.scalar(
        select(RuleVersion.body).where(RuleVersion.campaign_id == campaign_id, RuleVersion.number == number)
    )
    assert body is not None
    return load_rules(body)
