"""How far a reader may see: everything, or up to the board freeze."""

from dataclasses import dataclass

from app.models import Snapshot
from app.queries.campaigns import Stage
from app.queries.past_board import last_before_freeze
from app.queries.snapshots import latest


@dataclass(frozen=True, slots=True)
class Horizon:
    """`seq` is the last ledger sequence the reader may see, None for everything; `snapshot` is the board there."""

    stage: Stage
    seq: int | None = None
    snapshot: Snapshot | None = None


def horizon(stage: Stage, full: bool) -> Horizon:
    """What one reader sees of a campaign; `full` for those whom the freeze does not bind."""
    if stage.announcement:
        return Horizon(stage, stage.announcement.seq, latest(stage.campaign, "result"))
    if full or not stage.is_frozen:
        return Horizon(stage)
    frozen = latest(stage.campaign, "board_freeze")
    if frozen is not None:
        return Horizon(stage, frozen.seq, frozen)
    return Horizon(stage, last_before_freeze(stage))
