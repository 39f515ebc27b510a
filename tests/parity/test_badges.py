"""Whatever a season brings, badges are what plain Python makes of the same tables, on both databases, at every step."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app import clock
from app.database import db, transaction
from app.jobs import badge_weeks
from app.models import Campaign
from app.queries.rules import rule_book
from app.rulebook.honours import Badge, BadgeLevel
from app.services import badge_drafts, excuses
from app.services.invariants import INVARIANTS, badges_of
from app.services.refusals import Refused
from tests.parity.badge_model import BadgeModel, held_now
from tests.parity.seasons import HAPPENINGS, MOVES, Season, open_season
from tests.stateful.model import DOSSIER, VNEID
from tests.stateful.world import World

SEASONS = int(os.environ.get("BADGE_SEASONS") or 5)
MORE = {"changes_a_badge": 3, "ends_a_week": 2, "excuses_a_sunday": 1}
FIRST, LAST = date(2026, 3, 9), date(2026, 3, 17)


def extra(code: str, metric: str, thresholds: tuple[int, ...], **changes: Any) -> Badge:
    """A badge that is easily earned, so that seasons gain and lose it."""
    levels = tuple(BadgeLevel(name, each) for name, each in zip(("bronze", "silver", "gold"), thresholds, strict=False))
    filled: dict[str, Any] = {
        "activities": (),
        "minimum": 0,
        "unit_label": "lần",
        "symbol": "star",
        "tied_to": "",
        "active": True,
    }
    return Badge(number=900, code=code, name=code, name_en=code, metric=metric, levels=levels, **{**filled, **changes})


EXTRAS = (
    extra("few", "quantity", (5, 20, 60), activities=(VNEID, DOSSIER)),
    extra("window", "quantity", (5, 20), activities=(VNEID,), first_day=FIRST, last_day=LAST),
    extra("weekend", "days", (1, 2, 3), weekdays=("saturday", "sunday")),
    extra("streak", "sunday_streak", (1, 2), awarded="week"),
    extra("prompt", "on_time_pct", (50, 100), awarded="week", minimum=1),
    extra("exact", "first_time_pct", (50, 100), minimum=1),
)


class BadgeSeason(Season):
    """A season in which badges change too; the model looks at the tables after every step."""

    def __init__(self, number: int, world: World) -> None:
        super().__init__(number, world)
        campaign = self.campaign
        self.badges = BadgeModel(campaign.id, campaign.starts_on, campaign.ends_on)
        self.weekly = False
        for each in EXTRAS:
            self.publishes_badge(each)

    @property
    def campaign(self) -> Campaign:
        return db.session.get_one(Campaign, self.world.campaign_id)

    def goes_on(self) -> None:
        chances = HAPPENINGS | MORE
        [name] = self.chance.choices(list(chances), list(chances.values()))
        self.weekly = False
        getattr(self, name)()
        book = rule_book(self.world.campaign_id)
        self.badges.judge(book, clock.local_day(clock.now(), "Asia/Ho_Chi_Minh"), self.weekly)
        assert held_now(self.world.campaign_id) == set(self.badges.holding), f"season {self.number} after {name}"
        db.session.rollback()

    def publishes_badge(self, badge: Badge) -> None:
        with transaction():
            number = rule_book(self.world.campaign_id).number
            badge_drafts.publish(self.campaign, badge, "Thử", number, self.world._person("officer"))

    def changes_a_badge(self) -> None:
        badge = self.chance.choice(EXTRAS)
        factor, strict = self.chance.choice((1, 2, 3)), self.chance.choice((False, False, True))
        levels = tuple(replace(each, threshold=each.threshold * factor) for each in badge.levels)
        if badge.metric.endswith("_pct"):
            levels = badge.levels[: self.chance.randint(1, 2)]
        active = self.chance.random() < 0.8
        changed = replace(badge, levels=levels, retroactive=strict, active=active)
        with suppress(Refused):  # the same rules once more
            self.publishes_badge(changed)

    def ends_a_week(self) -> None:
        """Monday comes; the worker judges the week, once."""
        now = self.model.now
        days = (7 - clock.local_day(now, "Asia/Ho_Chi_Minh").weekday()) % 7 or 7
        self.model.now = now + timedelta(days=days)
        self.world.tick(self.model.now)
        self.weekly = any(self.world.code in each and ":rules:" not in each for each in badge_weeks.run())

    def excuses_a_sunday(self) -> None:
        day = self.chance.choice(self.badges.sundays)
        with transaction():
            campaign = self.campaign
            excuses.declare(campaign, campaign.unit, day, "Bão", self.world._person("officer"))


def played(number: int) -> set[tuple[str, str, str]]:
    code = f"HH{number}"
    open_season(code)
    season = BadgeSeason(number, World(code))
    for _ in range(MOVES):
        season.goes_on()
    assert list(badges_of(season.campaign)) == []
    assert list(INVARIANTS["counts_kept"]()) == []
    return held_now(season.world.campaign_id)


def hold_at_every_step(pitches, numbers) -> int:
    awards = 0
    for number in numbers:
        found = []
        for app in pitches:
            with app.app_context():
                found.append(played(number))
                db.session.remove()
        assert found[0] == found[1], number
        awards += len(found[0])
    return awards


def test_badges_are_what_plain_python_makes_of_the_tables_at_every_step(pitches, first_season):
    assert hold_at_every_step(pitches, range(first_season, first_season + SEASONS)) > SEASONS


@pytest.mark.soak
@pytest.mark.parametrize("block", range(10))
def test_badges_are_so_in_two_hundred_seasons(pitches, first_season, block):
    assert hold_at_every_step(pitches, range(first_season, first_season + 20)) > 20
