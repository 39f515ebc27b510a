"""How ranks moved: end-of-day snapshots, none of which says more than the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from app.clock import local_day
from app.database import db
from app.models import Snapshot, SnapshotRow
from app.queries.horizon import Horizon

MOST_DAYS = 60
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Before:
    """A team's ranks at the end of an earlier day."""

    rank: int
    cluster_rank: int


def board_day(horizon: Horizon) -> date:
    """The day a board belongs to: today, the last day before the freeze, or the day it was frozen or announced."""
    where = horizon.stage
    if horizon.seq is None:
        return local_day(where.now, where.campaign.zone)
    if horizon.snapshot is not None:
        return horizon.snapshot.day
    return where.campaign.board_freeze_on - timedelta(days=1)


def last_sunday(horizon: Horizon) -> date | None:
    """The campaign's latest Sunday on or before the board's day."""
    campaign = horizon.stage.campaign
    day = min(board_day(horizon), campaign.ends_on)
    sunday = day - timedelta(days=(day.weekday() - SUNDAY) % 7)
    return sunday if sunday >= campaign.starts_on else None


def ranks_before(horizon: Horizon) -> Mapping[int, Before]:
    """By enrolment, the ranks at the end of the newest day before the board's; empty without such a snapshot."""
    newest = _days(horizon).with_only_columns(Snapshot.id).order_by(Snapshot.day.desc()).limit(1)
    rows = db.session.execute(
        select(SnapshotRow.enrolment_id, SnapshotRow.rank, SnapshotRow.cluster_rank).where(
            SnapshotRow.snapshot_id == newest.scalar_subquery()
        )
    )
    return {row[0]: Before(row[1], row[2]) for row in rows}


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
