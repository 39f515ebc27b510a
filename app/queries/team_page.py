"""A team's public page: what it did by kind and by day, and where it stands for its next badges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import local_day, now
from app.database import db
from app.models import BadgeAward, Campaign, Enrolment, Team
from app.queries.badge_facts import badge_facts
from app.queries.badges_seen import held_by
from app.queries.enrolments import of_team
from app.queries.horizon import Horizon
from app.queries.team_facts import counts_kept
from app.queries.work import Work
from app.rulebook.badges import LEVELS, Progress, progress
from app.rulebook.rules import Activity, Badge


@dataclass(frozen=True, slots=True)
class Kind:
    """One activity type's true count and scored count."""

    activity: Activity
    verified: int
    scored: int
    points: int


@dataclass(frozen=True, slots=True)
class Day:
    """One day of verified work."""

    day: date
    kinds: int
    points: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A badge as a team sees it; `progress` is None where it may not be told (during a freeze, after the end)."""

    badge: Badge
    award: BadgeAward | None
    progress: Progress | None


def team_by_code(code: str) -> Team | None:
    return db.session.scalar(select(Team).where(Team.code == code).options(joinedload(Team.unit)))


def enrolment_of(team: Team, campaign_code: str) -> Enrolment | None:
    """The team's place in that campaign; without a code in the one that runs now, else in its latest."""
    found = of_team(team)
    if campaign_code:
        return next((each for each in found if each.campaign.code == campaign_code), None)
    running = [each for each in found if runs_today(each.campaign)]
    return next(iter(running or found), None)


def runs_today(campaign: Campaign) -> bool:
    return campaign.starts_on <= local_day(now(), campaign.zone) <= campaign.ends_on


def kinds_of(totals: Mapping[str, tuple[int, int, int]], activities: Mapping[str, Activity]) -> list[Kind]:
    """Totals by activity type in the order of the rules; types the rules no longer know are left to Vì sao?."""
    return [
        Kind(activity, *totals[code])
        for code, activity in activities.items()
        if code in totals and (totals[code][0] or totals[code][2])
    ]


def days_of(work: Iterable[Work]) -> list[Day]:
    """Days with verified work, in the order of `work`."""
    days: dict[date, list[Work]] = {}
    for each in work:
        days.setdefault(each.day, []).append(each)
    return [Day(day, len(done), sum(each.points for each in done)) for day, done in days.items()]


def tiles_of(enrolment: Enrolment, horizon: Horizon) -> list[Tile]:
    """Every active badge: the highest levels first, then the ones nearest to their first."""
    held = held_by(horizon, enrolment.id)
    facts = None
    if horizon.seq is None:
        book = horizon.stage.book
        facts = badge_facts(enrolment.campaign, counts_kept([enrolment.id], book.scopes), book)[enrolment.id]
    tiles = [
        Tile(badge, held.get(badge.code), progress(badge, facts) if facts else None)
        for badge in horizon.stage.rules.team_badges
        if badge.active
    ]
    return sorted(tiles, key=lambda each: (-_height(each), _missing(each)))


def nearest(tiles: Sequence[Tile], most: int = 3) -> list[Tile]:
    """The badges the team is nearest to, as next best steps; only those it has begun."""
    begun = [each for each in tiles if each.progress and each.progress.next_level and each.progress.value]
    begun = [each for each in begun if each.progress and not each.progress.base_missing]
    return sorted(begun, key=_missing)[:most]


def _height(tile: Tile) -> int:
    return LEVELS.index(tile.award.level) + 1 if tile.award else 0


def _missing(tile: Tile) -> float:
    """The share of the way that is left, only to sort by."""
    if not tile.progress or not tile.progress.next_level:
        return 1.0
    return (tile.progress.missing + tile.progress.base_missing) / tile.progress.next_level.threshold
