"""The whole demonstration: units, two seasons, accounts, and the clock it leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sqlalchemy import exists, select

from app import clock
from app.database import db
from app.demo import digital_sunday, march_desk, told, youth_month
from app.demo.accounts import open_accounts
from app.demo.cast import roles_hold_since
from app.demo.digital_sunday import Season
from app.demo.march_season import NOW
from app.demo.story_clock import StoryClock
from app.demo.unit_lists import everything
from app.demo.youth_month import Month
from app.models import Campaign, Setting
from app.outside.photos import PhotoStore
from app.queries import demo_clock
from app.services import people, units

SEED = 26_03_1931

Advance = Callable[[int], None]


class NotEmpty(Exception):
    """The database has campaigns already: nothing of the demonstration may be mixed with them."""


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that will be written, drawn from one seed."""

    past: Season
    running: Month
    dice: Random

    @property
    def steps(self) -> int:
        return self.past.steps + self.running.steps


def plan(scale: int = 1, seed: int = SEED) -> Story:
    """The full story; `scale` multiplies the teams of the running season."""
    dice = Random(seed)
    return Story(digital_sunday.plan(dice), youth_month.plan(dice, scale), dice)


def plan_small(seed: int = SEED) -> Story:
    """A story of a few teams and Sundays with the same turns, for tests."""
    dice = Random(seed)
    return Story(digital_sunday.plan(dice, communes=12, weeks=4), youth_month.plan(dice, small=True), dice)


def build(story: Story, password: str, photos: PhotoStore, advance: Advance) -> list[str]:
    """Write the story into an empty database and set its clock; returns the logins it opened.

    Raises NotEmpty, before anything is written, when the database has campaigns.
    """
    if db.session.scalar(select(exists(select(Campaign.id)))):
        raise NotEmpty
    time = StoryClock()
    try:
        logins = _play(story, password, photos, time, advance)
        db.session.flush()
        _leave_clock()
    finally:
        clock.follow(demo_clock.offset)
    return logins


def _play(story: Story, password: str, photos: PhotoStore, time: StoryClock, advance: Advance) -> list[str]:
    by = people.system_actor()
    units.import_units(everything(), by)
    digital_sunday.play(story.past, by, time, story.dice, advance)
    stage = youth_month.play(story.running, by, time, story.dice, photos, advance)
    logins = open_accounts(stage.book, stage.crews, by, password)
    roles_hold_since(digital_sunday.OPENED)
    march_desk.record(stage.book, story.dice)
    told.settle()
    return logins


def _leave_clock() -> None:
    """It is 20:30 of the story's Sunday now; from here its time runs on."""
    offset = NOW - clock.wall()
    db.session.add(Setting(key=demo_clock.KEY, value=str(offset.total_seconds())))
    db.session.flush()
