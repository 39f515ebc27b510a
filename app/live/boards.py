"""The ranked boards and the totals of a campaign, worked out once for every state of its ledger."""

from app.live.making import EVERYONE, Boards, caught_up, made, rolled
from app.live.memory import Mark, follow, remember
from app.queries.board_choices import OVERALL, Choice
from app.queries.headlines import Totals, verified_totals
from app.queries.horizon import Horizon
from app.queries.movement import board_day
from app.queries.reach import Reach

__all__ = ["EVERYONE", "Boards", "boards", "totals", "version"]


def version(horizon: Horizon, reach: Reach) -> tuple[object, ...]:
    """What tells one state of the boards from every other."""
    return (*_frame(horizon), reach.seq, reach.state)


def boards(horizon: Horizon, reach: Reach, choice: Choice = OVERALL) -> Boards:
    """All boards of one kind as far as this reader sees."""
    if not choice.board.rolls_up:
        return _of_teams(horizon, reach, choice)
    key = ("units", *choice.key, *version(horizon, reach), reach.heard)
    return remember(key, lambda: rolled(_of_teams(horizon, reach, choice), horizon, choice))


def totals(horizon: Horizon, reach: Reach) -> Totals:
    """Verified sums by activity type; entries never change, so a sum up to a sequence is summed once."""
    if horizon.seq is None:
        return verified_totals(horizon)
    return remember(("totals", horizon.stage.campaign.id, reach.seq), lambda: verified_totals(horizon))


def _of_teams(horizon: Horizon, reach: Reach, choice: Choice) -> Boards:
    """Each state follows the one before it; only what an uncopied past was is worked out from decisions."""
    if horizon.seq is not None and horizon.snapshot is None:
        return remember(("boards", *choice.key, *version(horizon, reach)), lambda: made(horizon, choice))
    return follow(
        ("boards", *choice.key, *_frame(horizon)),
        Mark((reach.seq, *reach.state), (reach.heard, reach.copied)),
        lambda: made(horizon, choice),
        lambda known, since: caught_up(known, horizon, choice, since),
    )


def _frame(horizon: Horizon) -> tuple[object, ...]:
    """What a state has in common with those before and after it."""
    campaign, snapshot = horizon.stage.campaign, horizon.snapshot
    day = board_day(horizon).isoformat()
    return campaign.id, horizon.seq, snapshot.id if snapshot else None, day, horizon.stage.book.number
