"""The ranked boards and the totals of a campaign, worked out once for every state of its ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.live.memory import remember
from app.queries.board_lines import BoardLine, board_lines
from app.queries.board_rows import team_rows
from app.queries.headlines import Totals, verified_totals
from app.queries.horizon import Horizon
from app.queries.movement import board_day, last_sunday, ranks_before
from app.queries.reach import Reach

EVERYONE = ""


@dataclass(frozen=True, slots=True)
class Boards:
    """Every board of a campaign by cluster code; the one of all teams under ''."""

    by_cluster: Mapping[str, tuple[BoardLine, ...]]
    compared: bool
    last_sunday: date | None

    def of(self, cluster_code: str = EVERYONE) -> tuple[BoardLine, ...]:
        return self.by_cluster.get(cluster_code, ())

    def place_of(self, enrolment_id: int, cluster_code: str) -> BoardLine | None:
        return next((each for each in self.of(cluster_code) if each.row.enrolment_id == enrolment_id), None)


def version(horizon: Horizon, reach: Reach) -> tuple[object, ...]:
    """What tells one state of the boards from every other."""
    campaign, snapshot = horizon.stage.campaign, horizon.snapshot
    return (
        campaign.id,
        horizon.seq,
        snapshot.id if snapshot else None,
        reach.seq,
        reach.state,
        board_day(horizon).isoformat(),
        horizon.stage.book.number,
    )


def boards(horizon: Horizon, reach: Reach) -> Boards:
    """All boards as far as this reader sees."""
    return remember(("boards", *version(horizon, reach)), lambda: _boards(horizon))


def totals(horizon: Horizon, reach: Reach) -> Totals:
    """Verified sums by activity type; entries never change, so a sum up to a sequence is summed once."""
    if horizon.seq is None:
        return verified_totals(horizon)
    return remember(("totals", horizon.stage.campaign.id, reach.seq), lambda: verified_totals(horizon))


def _boards(horizon: Horizon) -> Boards:
    rows, before = team_rows(horizon), ranks_before(horizon)
    tie_break = horizon.stage.book.newest.tie_break
    overall = {key: each.rank for key, each in before.items()}
    within = {key: each.cluster_rank for key, each in before.items()}
    codes = {each.cluster_code for each in rows}
    return Boards(
        by_cluster={
            EVERYONE: board_lines(rows, tie_break, overall),
            **{
                code: board_lines([each for each in rows if each.cluster_code == code], tie_break, within)
                for code in codes
            },
        },
        compared=bool(before),
        last_sunday=last_sunday(horizon),
    )
