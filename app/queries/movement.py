"""How ranks moved: end-of-day snapshots, none of which says more than the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, select

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


class Copies(NamedTuple):
    """The snapshots that a board is compared with; None where there is none yet."""

    yesterday: int | None
    last_week: int | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """By enrolment, the ranks at the end of the day before the board's, and of a day a week before it."""

    yesterday: Mapping[int, Before]
    last_week: Mapping[int, Before]
    copies: Copies

    @property
    def days(self) -> tuple[Mapping[int, Before], Mapping[int, Before]]:
        return self.yesterday, self.last_week


NOTHING_EARLIER = Earlier({}, {}, Copies(None, None))


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


def copies(horizon: Horizon) -> Copies:
    """Which copies the board is compared with; one query."""
    return Copies(*db.session.execute(select(*_copies(horizon))).one())


def ranks_before(horizon: Horizon) -> Earlier:
    """The ranks that those copies hold; one query."""
    known = _copies(horizon)
    rows = db.session.execute(
        select(
            SnapshotRow.snapshot_id, SnapshotRow.enrolment_id, SnapshotRow.rank, SnapshotRow.cluster_rank, *known
        ).where(SnapshotRow.snapshot_id.in_(known))
    ).all()
    found = Copies(*rows[0][4:]) if rows else NOTHING_EARLIER.copies
    yesterday, last_week = ({row[1]: Before(row[2], row[3]) for row in rows if row[0] == each} for each in found)
    return Earlier(yesterday, last_week, found)


def _copies(horizon: Horizon) -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """The newest before the board's day, and of a week before it or longer."""
    newest = _days(horizon).with_only_columns(Snapshot.id).order_by(Snapshot.day.desc()).limit(1)
    return newest.scalar_subquery(), newest.where(Snapshot.day <= board_day(horizon) - WEEK).scalar_subquery()


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
