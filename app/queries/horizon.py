"""How far a reader may see: everything, or up to the board freeze."""

from dataclasses import dataclass

from app.models import Snapshot
from app.queries import board
from app.queries.board import Place
from app.queries.campaigns import Stage
from app.queries.past_board import last_before_freeze, rows_as_of
from app.queries.snapshots import latest


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
        return board.ranked(rows_as_of(campaign, self.seq, cluster_code), tie_break)


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
