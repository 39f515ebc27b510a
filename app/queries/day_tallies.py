"""What teams did day by day, as far as a reader sees; never a sum over the whole ledger."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, union_all

from app.database import db
from app.models import DayTally, Enrolment, LedgerEntry
from app.queries.horizon import Horizon


class DayRow(NamedTuple):
    """One activity type's totals of one team on one day (posters in sheets)."""

    enrolment_id: int
    day: date
    activity_code: str
    verified: int
    scored: int
    points: int


def day_rows(horizon: Horizon, first: date, last: date, enrolment_id: int | None = None) -> list[DayRow]:
    """Every team's days from `first` to `last`, or one team's; one query.

    Behind a horizon the entries after it are taken off again: they are few, and entries never change. One statement
    sees both sides in the same state, so that nothing later shines through.
    """
    asked = seen_days(horizon, first, last, None if enrolment_id is None else (enrolment_id,))
    rows: Iterable[Any] = db.session.execute(asked)
    found = [DayRow(*row[:3], *map(int, row[3:])) for row in rows]
    return [each for each in found if each.verified or each.scored or each.points]


def points_between(
    horizon: Horizon, first: date, last: date, activity_code: str = "", of: Collection[int] | None = None
) -> dict[int, int]:
    """By enrolment the points of lines from `first` to `last`, of one activity type or of all; one query.

    `of` asks for these enrolments alone.
    """
    days = seen_days(horizon, first, last, of).subquery()
    asked = select(days.c.enrolment_id, func.sum(days.c.points)).group_by(days.c.enrolment_id)
    if activity_code:
        asked = asked.where(days.c.activity_code == activity_code)
    return {row[0]: int(row[1]) for row in db.session.execute(asked)}


def days_worked(
    horizon: Horizon, days: Collection[date], codes: Collection[str], of: Collection[int] | None = None
) -> dict[int, list[date]]:
    """By enrolment which of those days have verified work of those types; one query."""
    if not days:
        return {}
    done = seen_days(horizon, min(days), max(days), of).subquery()
    asked = (
        select(done.c.enrolment_id, done.c.day)
        .where(done.c.day.in_(days), done.c.activity_code.in_(codes))
        .group_by(done.c.enrolment_id, done.c.day)
        .having(func.sum(done.c.verified_quantity) > 0)
    )
    found: defaultdict[int, list[date]] = defaultdict(list)
    for enrolment_id, day in db.session.execute(asked):
        found[enrolment_id].append(day)
    return found


def seen_days(horizon: Horizon, first: date, last: date, of: Collection[int] | None = None) -> Select[*tuple[Any, ...]]:
    """What is kept of each team, day and activity type, and behind a horizon less what came after it."""
    mine = [Enrolment.campaign_id == horizon.stage.campaign.id]
    if of is not None:
        mine.append(Enrolment.id.in_(of))
    kept: Any = (
        select(
            DayTally.enrolment_id,
            DayTally.day,
            DayTally.activity_code,
            DayTally.verified_quantity,
            DayTally.scored_quantity,
            DayTally.points,
        )
        .join(Enrolment, Enrolment.id == DayTally.enrolment_id)
        .where(*mine, DayTally.day.between(first, last))
    )
    return kept if horizon.seq is None else _taken_off(kept, horizon, first, last, of)


def _taken_off(
    kept: Any, horizon: Horizon, first: date, last: date, of: Collection[int] | None
) -> Select[*tuple[Any, ...]]:
    entry = LedgerEntry
    later = select(
        entry.enrolment_id,
        entry.activity_day,
        entry.activity_code,
        -entry.verified_quantity,
        -entry.scored_quantity,
        -entry.points,
    ).where(
        entry.campaign_id == horizon.stage.campaign.id,
        entry.seq > horizon.seq,
        entry.activity_code.is_not(None),
        entry.activity_day.between(first, last),
        *([entry.enrolment_id.in_(of)] if of is not None else []),
    )
    both = union_all(kept, later).subquery()
    keys = (both.c.enrolment_id, both.c.day, both.c.activity_code)
    sums = (func.sum(both.c[name]).label(name) for name in ("verified_quantity", "scored_quantity", "points"))
    return select(*keys, *sums).group_by(*keys)
