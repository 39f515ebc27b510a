"""The ranked boards and the totals of a campaign, worked out once for every state of its ledger."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.live.memory import remember
from app.queries.board_choices import OVERALL, Choice
from app.queries.board_efforts import efforts, is_empty
from app.queries.board_lines import BoardLine, Valued, board_lines
from app.queries.board_rows import TeamRow
from app.queries.headlines import Totals, verified_totals
from app.queries.horizon import Horizon
from app.queries.movement import Before, board_day, last_sunday, ranks_before
from app.queries.reach import Reach
from app.queries.roll_ups import roll_up, spans_provinces
from app.rulebook.ranking import Exact

EVERYONE = ""


@dataclass(frozen=True, slots=True)
class Boards:
    """One kind of board by cluster code; the one of all teams, or of units, under ''.

    `compared` and `compared_with_week` say whether there are earlier ranks at all.
    """

    by_cluster: Mapping[str, tuple[BoardLine, ...]]
    compared: bool = False
    compared_with_week: bool = False
    last_sunday: date | None = None
    has_provinces: bool = False

    def of(self, cluster_code: str = EVERYONE) -> tuple[BoardLine, ...]:
        return self.by_cluster.get(cluster_code, ())

    def place_of(self, enrolment_id: int, cluster_code: str) -> BoardLine | None:
        lines = self.of(cluster_code)
        return next((each for each in lines if getattr(each.row, "enrolment_id", None) == enrolment_id), None)


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


def boards(horizon: Horizon, reach: Reach, choice: Choice = OVERALL) -> Boards:
    """All boards of one kind as far as this reader sees."""
    make = _overall if choice.board.ties else _of_kind
    return remember(("boards", *choice.key, *version(horizon, reach)), lambda: make(horizon, choice))


def totals(horizon: Horizon, reach: Reach) -> Totals:
    """Verified sums by activity type; entries never change, so a sum up to a sequence is summed once."""
    if horizon.seq is None:
        return verified_totals(horizon)
    return remember(("totals", horizon.stage.campaign.id, reach.seq), lambda: verified_totals(horizon))


def _overall(horizon: Horizon, choice: Choice) -> Boards:
    teams, before = list(_teams(horizon, choice)), ranks_before(horizon)
    rows = [row for row, _ in teams]
    tie_break = horizon.stage.book.newest.tie_break

    def lines(mine: Iterable[Valued], rank: Callable[[Before], int]) -> tuple[BoardLine, ...]:
        yesterday, week = (
            {key: rank(each) for key, each in kept.items()} for kept in (before.yesterday, before.last_week)
        )
        return board_lines(mine, tie_break, yesterday, week)

    return Boards(
        by_cluster={
            EVERYONE: lines((Valued(*each) for each in teams), lambda each: each.rank),
            **{code: lines(mine, lambda each: each.cluster_rank) for code, mine in _clusters(teams).items()},
        },
        compared=bool(before.yesterday),
        compared_with_week=bool(before.last_week),
        last_sunday=last_sunday(horizon),
        has_provinces=spans_provinces(horizon.stage.campaign, rows),
    )


def _of_kind(horizon: Horizon, choice: Choice) -> Boards:
    if is_empty(choice):
        return Boards({})
    teams, rules = list(_teams(horizon, choice)), horizon.stage.book.newest
    if choice.board.rolls_up:
        units = roll_up(horizon.stage.campaign, choice.board.rolls_up, rules.unit_board, teams)
        return Boards({EVERYONE: board_lines(Valued(row, value) for row, value in units if value is not None)})
    clusters = {code: board_lines(mine) for code, mine in _clusters(teams).items()}
    return Boards({EVERYONE: board_lines(Valued(*each) for each in teams), **clusters})


def _teams(horizon: Horizon, choice: Choice) -> Iterable[tuple[TeamRow, Exact]]:
    """The teams that the board lists, with their values."""
    for row, effort in efforts(horizon, choice):
        value = choice.board.value(effort)
        if value is not None:
            yield row, value


def _clusters(teams: Iterable[tuple[TeamRow, Exact]]) -> dict[str, list[Valued]]:
    found: dict[str, list[Valued]] = {}
    for row, value in teams:
        found.setdefault(row.cluster_code, []).append(Valued(row, value))
    return found
