"""Campaigns and where each stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app import clock
from app.database import db
from app.models import Campaign, Cluster, Milestone
from app.queries.rules import RuleBook, calendar, rule_book
from app.rulebook import phases
from app.rulebook.phases import Calendar
from app.rulebook.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Rules, calendar and the milestones' kinds in their order: everything that decides what is open now."""

    book: RuleBook
    calendar: Calendar
    kinds: tuple[str, ...]
    now: datetime

    @property
    def phase(self) -> str:
        return phases.phase(self.calendar, self.kinds, self.now)

    @property
    def reports_open(self) -> bool:
        return phases.reports_open(self.calendar, self.kinds, self.now)

    def reports_open_at(self, instant: datetime) -> bool:
        """Whether a report judged by that instant comes in time; a close since then shuts it out."""
        return phases.reports_open(self.calendar, self.kinds, instant)

    @property
    def decisions_open(self) -> bool:
        return phases.decisions_open(self.calendar, self.kinds, self.now)

    @property
    def rechecks_open(self) -> bool:
        return phases.rechecks_open(self.calendar, self.kinds, self.now)

    @property
    def data_closed(self) -> bool:
        return phases.data_closed(self.calendar, self.kinds, self.now)

    @property
    def is_frozen(self) -> bool:
        return phases.is_frozen(self.calendar, self.kinds, self.now)

    @property
    def is_final(self) -> bool:
        return phases.is_final(self.kinds)


@dataclass(frozen=True, slots=True)
class Stage(Whereabouts):
    """A campaign and where it stands, with the milestones that brought it there."""

    campaign: Campaign
    milestones: tuple[Milestone, ...]

    @property
    def rules(self) -> RuleSet:
        """The rules in force today."""
        return self.book.on(clock.local_day(self.now, self.campaign.zone))

    @property
    def announcement(self) -> Milestone | None:
        return next((each for each in reversed(self.milestones) if each.kind == "announce"), None)


MILESTONES = select(Milestone).where(Milestone.campaign_id == bindparam("campaign")).order_by(Milestone.id)


def stage(campaign: Campaign) -> Stage:
    """Where the campaign stands now."""
    milestones = tuple(db.session.scalars(MILESTONES, {"campaign": campaign.id}))
    book, kinds = rule_book(campaign.id), tuple(each.kind for each in milestones)
    return Stage(book, calendar(campaign, book.newest), kinds, clock.now(), campaign, milestones)


def by_code(code: str) -> Campaign | None:
    return db.session.scalar(select(Campaign).where(Campaign.code == code))


def all_campaigns() -> list[Campaign]:
    """Every campaign, the latest first."""
    return list(db.session.scalars(select(Campaign).order_by(Campaign.starts_on.desc(), Campaign.id)))


def clusters(campaign: Campaign) -> list[Cluster]:
    """The campaign's clusters in the order of its rule file."""
    return list(
        db.session.scalars(select(Cluster).where(Cluster.campaign_id == campaign.id).order_by(Cluster.position))
    )


def running() -> Campaign | None:
    """The latest campaign that runs now, else the latest of all: what a page without a campaign of its own is about."""
    found = all_campaigns()
    today = {each.zone: clock.local_day(clock.now(), each.zone) for each in found}
    return next((each for each in found if each.starts_on <= today[each.zone] <= each.ends_on), next(iter(found), None))
