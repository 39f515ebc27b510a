"""How far a reader may see: everything, up to the board freeze, or back to an earlier day or entry."""

from dataclasses import dataclass
from datetime import date, datetime

from app.models import Snapshot
from app.queries.campaigns import Stage
from app.queries.past_board import last_before_freeze, last_posted
from app.queries.snapshots import end_of_day, latest
from app.rulebook.phases import freezes_at


@dataclass(frozen=True, slots=True)
class Horizon:
    """`seq` is the last ledger sequence the reader may see, None for everything; `snapshot` is the board there."""

    stage: Stage
    seq: int | None = None
    snapshot: Snapshot | None = None
    chosen: bool = False  # the reader asked for an earlier state

    @property
    def still_since(self) -> date | None:
        """The day on which the board came to a stand; a copy for that day's end or later may be made behind it."""
        if self.seq is None:
            return None
        return self.snapshot.day if self.snapshot else self.stage.campaign.board_freeze_on

    @property
    def held_at(self) -> datetime | None:
        """The instant from which everything lands behind the horizon, also what moves no point and takes no sequence.

        The calendar holds the board from its midnight on, however late that is recorded.
        """
        if self.seq is None or self.chosen or self.stage.announcement:
            return None
        due = freezes_at(self.stage.calendar)
        return min(due, self.snapshot.taken_at) if self.snapshot else due


def horizon(stage: Stage, full: bool) -> Horizon:
    """What one reader sees of a campaign; `full` for those whom the freeze does not bind."""
    if stage.announcement:
        result = latest(stage.campaign, "result", "amendment")
        return Horizon(stage, result.seq if result else stage.announcement.seq, result)
    if full or not stage.is_frozen:
        return Horizon(stage)
    frozen = latest(stage.campaign, "board_freeze")
    if frozen is not None:
        return Horizon(stage, frozen.seq, frozen)
    return Horizon(stage, last_before_freeze(stage))


def back_to_entry(seen: Horizon, seq: int) -> Horizon | None:
    """The state after that entry; None beyond what the reader may see.

    The last state in sight is what is seen already: a decision that posts nothing lands at the entry before it, also
    after the freeze, so it must not be worked out anew from decisions.
    """
    last = _last(seen)
    if not 0 <= seq <= last:
        return None
    return seen if seq == last else Horizon(seen.stage, seq, chosen=True)


def back_to_day(seen: Horizon, day: date) -> Horizon | None:
    """The state at the end of that day, as it was copied; None for a day without a copy in sight."""
    kept = end_of_day(seen.stage.campaign, day)
    if kept is None or (seen.seq is not None and kept.seq > seen.seq):
        return None
    if seen.still_since is not None and day >= seen.still_since:
        return None
    return Horizon(seen.stage, kept.seq, kept, chosen=True)


def _last(seen: Horizon) -> int:
    return last_posted(seen.stage.campaign) if seen.seq is None else seen.seq
