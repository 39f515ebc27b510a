"""How ranks moved: end-of-day snapshots, none of which says more than the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from app.clock import local_day
from app.database import db
from app.models import Campaign, LedgerEntry, Snapshot, SnapshotRow
from app.queries.horizon import Horizon
from app.rulebook.calendars import SUNDAY

MOST_DAYS = 60
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Before:
    """A team's ranks at the end of an earlier day."""

    rank: int
    cluster_rank: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """By enrolment, the ranks at the end of the day before the board's, and of a day a week before it."""

    yesterday: Mapping[int, Before]
    last_week: Mapping[int, Before]


def board_day(horizon: Horizon) -> date:
    """The day a board belongs to: today, the last day before the freeze, or the day it was frozen or announced."""
    where = horizon.stage
    if horizon.snapshot is not None:
        return horizon.snapshot.day
    if horizon.seq is None:
        return local_day(where.now, where.campaign.zone)
    if horizon.chosen:
        return _day_of_entry(where.campaign, horizon.seq)
    return where.campaign.board_freeze_on - timedelta(days=1)


def _day_of_entry(campaign: Campaign, seq: int) -> date:
    """The day an entry was posted; before the first one the campaign's first day."""
    found = db.session.scalar(
        select(LedgerEntry.posted_at).where(LedgerEntry.campaign_id == campaign.id, LedgerEntry.seq == seq)
    )
    return local_day(found, campaign.zone) if found else campaign.starts_on


def last_sunday(horizon: Horizon) -> date | None:
    """The campaign's latest Sunday on or before the board's day."""
    campaign = horizon.stage.campaign
    day = min(board_day(horizon), campaign.ends_on)
    sunday = day - timedelta(days=(day.weekday() - SUNDAY) % 7)
    return sunday if sunday >= campaign.starts_on else None


def ranks_before(horizon: Horizon) -> Earlier:
    """From the newest copies before the board's day, and of a week before it or longer; one query."""
    newest = _days(horizon).with_only_columns(Snapshot.id).order_by(Snapshot.day.desc()).limit(1)
    week_ago = newest.where(Snapshot.day <= board_day(horizon) - WEEK)
    rows = db.session.execute(
        select(
            SnapshotRow.snapshot_id,
            SnapshotRow.enrolment_id,
            SnapshotRow.rank,
            SnapshotRow.cluster_rank,
            newest.scalar_subquery(),
            week_ago.scalar_subquery(),
        ).where(SnapshotRow.snapshot_id.in_([newest.scalar_subquery(), week_ago.scalar_subquery()]))
    ).all()
    return Earlier(
        yesterday={row[1]: Before(row[2], row[3]) for row in rows if row[0] == row[4]},
        last_week={row[1]: Before(row[2], row[3]) for row in rows if row[0] == row[5]},
    )


def rank_history(horizon: Horizon, enrolment_id: int) -> list[tuple[date, int]]:
    """The team's rank in its cluster at the end of each day, oldest first, the latest 60 days."""
    rows = db.session.execute(
        _days(horizon)
        .join(SnapshotRow, SnapshotRow.snapshot_id == Snapshot.id)
        .where(SnapshotRow.enrolment_id == enrolment_id)
        .with_only_columns(Snapshot.day, SnapshotRow.cluster_rank)
        .order_by(Snapshot.day.desc())
        .limit(MOST_DAYS)
    ).all()
    return [(row[0], row[1]) for row in reversed(rows)]


def _days(horizon: Horizon) -> Select[Any]:
    """Snapshots of days before the board's; during a freeze none that was taken after it."""
    query = select(Snapshot).where(
        Snapshot.campaign_id == horizon.stage.campaign.id,
        Snapshot.reason == "day",
        Snapshot.day < board_day(horizon),
    )
    return query if horizon.seq is None else query.where(Snapshot.seq <= horizon.seq)
