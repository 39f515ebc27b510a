"""A campaign at a glance, as far as a reader sees: its work by day and by type."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from app.database import db
from app.queries.day_tallies import seen_days
from app.queries.horizon import Horizon
from app.queries.movement import board_day

MOST_DAYS = 62  # longer campaigns are told by the week
WEEK = timedelta(days=7)


class Done(NamedTuple):
    """What was verified of one activity type on one day, or in the week that begins on it."""

    day: date
    activity_code: str
    verified: int


class Outing(NamedTuple):
    """On how many occasions a team went out that day, or in the week that begins on it."""

    day: date
    teams: int


@dataclass(frozen=True, slots=True)
class Activity:
    """The campaign's days so far, each of them or by weeks that begin on Monday, with the work done in them."""

    spans: tuple[date, ...]
    by_week: bool
    outings: tuple[Outing, ...]
    done: tuple[Done, ...]


def activity(seen: Horizon) -> Activity:
    """Two queries, whatever the size of the campaign."""
    campaign = seen.stage.campaign
    last = min(campaign.ends_on, board_day(seen))
    days = [campaign.starts_on + timedelta(days=at) for at in range((last - campaign.starts_on).days + 1)]
    by_week = len(days) > MOST_DAYS
    done, outings = _done(seen), _outings(seen)
    if by_week:
        done, outings = _weekly_done(done), _weekly_outings(outings)
    spans = tuple(dict.fromkeys(_monday(each) for each in days)) if by_week else tuple(days)
    return Activity(spans, by_week, tuple(outings), tuple(done))


def _days(seen: Horizon) -> Any:
    campaign = seen.stage.campaign
    return seen_days(seen, campaign.starts_on, campaign.ends_on).subquery()


def _done(seen: Horizon) -> list[Done]:
    days = _days(seen)
    total = func.sum(days.c.verified_quantity)
    wanted = select(days.c.day, days.c.activity_code, total).group_by(days.c.day, days.c.activity_code)
    rows = db.session.execute(wanted.having(total > 0).order_by(days.c.day, days.c.activity_code))
    return [Done(row[0], row[1], int(row[2])) for row in rows]


def _outings(seen: Horizon) -> list[Outing]:
    """A training or a meeting is no outing."""
    book, days = seen.stage.book, _days(seen)
    own = {each.code for rules in book.rule_sets for each in rules.activities if each.reported_by == "captain"}
    went = (
        select(days.c.day, days.c.enrolment_id)
        .where(days.c.activity_code.in_(own))
        .group_by(days.c.day, days.c.enrolment_id)
        .having(func.sum(days.c.verified_quantity) > 0)
        .subquery()
    )
    wanted = select(went.c.day, func.count()).group_by(went.c.day).order_by(went.c.day)
    return [Outing(row[0], int(row[1])) for row in db.session.execute(wanted)]


def _weekly_done(done: Sequence[Done]) -> list[Done]:
    sums: dict[tuple[date, str], int] = {}
    for each in done:
        key = (_monday(each.day), each.activity_code)
        sums[key] = sums.get(key, 0) + each.verified
    return [Done(*key, verified) for key, verified in sums.items()]


def _weekly_outings(outings: Sequence[Outing]) -> list[Outing]:
    sums: dict[date, int] = {}
    for each in outings:
        sums[_monday(each.day)] = sums.get(_monday(each.day), 0) + each.teams
    return [Outing(*item) for item in sums.items()]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
