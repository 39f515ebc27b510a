"""How far a reader may see: everything, or up to the board freeze."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Enrolment, LedgerEntry, Snapshot, Team
from app.queries import board
from app.queries.board import Place
from app.queries.campaigns import Stage
from app.queries.figures import figures
from app.queries.snapshots import latest
from app.rulebook.phases import freezes_at


@dataclass(frozen=True, slots=True)
class Horizon:
    """`seq` is the last ledger sequence the reader may see, None for everything; `snapshot` is the board there."""

    stage: Stage
    seq: int | None = None
    snapshot: Snapshot | None = None

    def places(self, cluster_code: str | None = None) -> list[Place]:
        """The board as far as this reader sees."""
        campaign, tie_break = self.stage.campaign, self.stage.book.newest.tie_break
        if self.seq is None or self.snapshot is not None:
            return board.places(campaign, tie_break, self.snapshot, cluster_code)
        return board.ranked(_rows_as_of(self, cluster_code), tie_break)


def horizon(stage: Stage, full: bool) -> Horizon:
    """What one reader sees of a campaign; `full` for those whom the freeze does not bind."""
    if stage.announcement:
        return Horizon(stage, stage.announcement.seq, latest(stage.campaign, "result"))
    if full or not stage.is_frozen:
        return Horizon(stage)
    frozen = latest(stage.campaign, "board_freeze")
    if frozen is not None:
        return Horizon(stage, frozen.seq, frozen)
    return Horizon(stage, _last_before_freeze(stage))


def _last_before_freeze(stage: Stage) -> int:
    """The calendar froze the board and the worker has not copied it yet: the entries' own times decide."""
    found = db.session.scalar(
        select(func.max(LedgerEntry.seq)).where(
            LedgerEntry.campaign_id == stage.campaign.id,
            LedgerEntry.posted_at < freezes_at(stage.calendar),
        )
    )
    return found or 0


def _rows_as_of(horizon: Horizon, cluster_code: str | None) -> list[Any]:
    campaign = horizon.stage.campaign
    enrolments = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.campaign_id == campaign.id, Enrolment.ranked.is_(True))
        .options(joinedload(Enrolment.team).joinedload(Team.unit), joinedload(Enrolment.cluster))
    )
    kept = figures(campaign, as_of=horizon.seq)
    return [
        SimpleNamespace(enrolment=each, enrolment_id=each.id, **kept[each.id])
        for each in enrolments
        if cluster_code in (None, each.cluster.code)
    ]
