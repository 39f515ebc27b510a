"""Which rules are in force on which day."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from sqlalchemy import bindparam, select

from app.database import db
from app.models import Campaign, RuleVersion
from app.models.campaigns import Contest
from app.rulebook.phases import Calendar
from app.rulebook.rulefile import load_rules
from app.rulebook.rules import Badge, RuleSet
from app.rulebook.scopes import Scope
from app.statements import Statement

Span = tuple[date, date | None]


@dataclass(frozen=True)
class RuleBook:
    """All versions of one campaign's rules by their numbers; `days` are those from which each was made to hold.

    It lives as long as the process, so what every decision asks of it is worked out once.
    """

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
        """The rules in force on that day: of all versions that reach it the last one made; before them, the first."""
        return self.rule_sets[self._place(day)]

    @cached_property
    def monthly(self) -> frozenset[str]:
        """The activities that have a cap by the month, in any version."""
        return frozenset(
            each.code for rules in self.rule_sets for each in rules.activities if each.cap_period == "month"
        )

    @cached_property
    def metrics(self) -> frozenset[str]:
        """What badges ask about, in any version."""
        return frozenset(badge.metric for rules in self.rule_sets for badge in rules.badges)

    @cached_property
    def scopes(self) -> frozenset[Scope]:
        """The days that milestones of teams look at, in any version."""
        return frozenset(badge.scope for rules in self.rule_sets for badge in rules.team_badges if badge.scope)

    def badge(self, version: int, code: str) -> Badge | None:
        """A badge as that version had it."""
        badges = self.rule_sets[self.numbers.index(version)].badges
        return next((each for each in badges if each.code == code), None)

    def number_on(self, day: date) -> int:
        return self.numbers[self._place(day)]

    def version(self, number: str) -> tuple[RuleSet, date] | None:
        """One version as an address names it, with the day from which it was made to hold."""
        known = dict(zip(map(str, self.numbers), zip(self.rule_sets, self.days, strict=True), strict=True))
        return known.get(number)

    def spans(self) -> dict[int, "Span | None"]:
        """By version its first and last day in force, None for one that later versions cover whole."""
        found: dict[int, Span | None] = {}
        for place, (number, first) in enumerate(zip(self.numbers, self.days, strict=True)):
            following = min(self.days[place + 1 :], default=None)
            last = following and following - timedelta(days=1)
            found[number] = None if last and last < first else (first, last)
        return found

    def followed_by(self, rules: RuleSet, day: date) -> "RuleBook":
        """The book with one more version that holds from `day`."""
        return RuleBook((*self.days, day), (*self.numbers, self.number + 1), (*self.rule_sets, rules))

    def _place(self, day: date) -> int:
        return next((place for place in range(len(self.days) - 1, 0, -1) if self.days[place] <= day), 0)


VERSIONS = Statement(
    select(RuleVersion.number, RuleVersion.effective_from, RuleVersion.sha256)
    .where(RuleVersion.campaign_id == bindparam("campaign"))
    .order_by(RuleVersion.number)
)


def rule_book(campaign_id: int) -> RuleBook:
    """The campaign's rules; made once per process for the same versions, each of them parsed once."""
    db.session.flush()
    return _book(campaign_id, tuple(map(tuple, VERSIONS.rows({"campaign": campaign_id}))))


def calendar(campaign: Campaign | Contest, rules: RuleSet) -> Calendar:
    """The days that decide the campaign's phase."""
    return Calendar(campaign.starts_on, campaign.ends_on, campaign.board_freeze_on, rules.deadlines, campaign.zone)


@lru_cache(maxsize=64)
def _book(campaign_id: int, versions: tuple[tuple[int, date, str], ...]) -> RuleBook:
    numbers, days, _ = zip(*versions, strict=True) if versions else ((), (), ())
    return RuleBook(days, numbers, tuple(_parsed(campaign_id, number, sha256) for number, _, sha256 in versions))


@lru_cache(maxsize=64)
def _parsed(campaign_id: int, number: int, sha256: str) -> RuleSet:
    """`sha256` is part of the key so that another database in the same process never gets these rules."""
    body = db.session.scalar(
        select(RuleVersion.body).where(RuleVersion.campaign_id == campaign_id, RuleVersion.number == number)
    )
    assert body is not None
    return load_rules(body)
