"""A team week by week: what its verified work brought, its best week and its best day."""

from dataclasses import dataclass
from datetime import date

from app.models import Enrolment
from app.queries.board_choices import offers
from app.queries.day_tallies import day_rows
from app.queries.horizon import Horizon
from app.rulebook.calendars import week_days, week_of


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the campaign, with the points of the team's lines."""

    number: int
    first: date
    last: date
    points: int


@dataclass(frozen=True, slots=True)
class TeamWeeks:
    """Every week that has begun, oldest first; the earliest of equal bests."""

    weeks: tuple[Week, ...]
    best_day: tuple[date, int] | None

    @property
    def best_week(self) -> Week | None:
        return max(self.weeks, key=lambda each: each.points) if self.best_day else None


def weeks_of(enrolment: Enrolment, horizon: Horizon) -> TeamWeeks:
    """As far as the reader sees; bonuses and penalties belong to no week."""
    campaign = enrolment.campaign
    days: dict[date, int] = {}
    for each in day_rows(horizon, campaign.starts_on, campaign.ends_on, enrolment.id):
        days[each.day] = days.get(each.day, 0) + each.points
    sums: dict[int, int] = {}
    for day, points in days.items():
        number = week_of(campaign.starts_on, day)
        sums[number] = sums.get(number, 0) + points
    best = max(sorted(days), key=lambda day: days[day], default=None)
    return TeamWeeks(
        tuple(
            Week(number, *week_days(campaign.starts_on, campaign.ends_on, number), sums.get(number, 0))
            for number in offers(horizon).weeks
        ),
        (best, days[best]) if best and days[best] > 0 else None,
    )
