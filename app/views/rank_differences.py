"""Who stands elsewhere on the live board than on the frozen one."""

from dataclasses import dataclass

from app.live.boards import EVERYONE, boards
from app.queries.board_lines import BoardLine
from app.queries.horizon import Horizon
from app.queries.reach import reach


@dataclass(frozen=True, slots=True)
class Change:
    """One team of a cluster: its line on the live board, and on the frozen one if it was there."""

    now: BoardLine
    frozen: BoardLine | None

    @property
    def moved(self) -> int | None:
        return self.frozen.rank - self.now.rank if self.frozen else None


def differences(frozen: Horizon, now: Horizon) -> dict[str, list[Change]]:
    """By cluster code the teams whose rank within the cluster differs, in today's order."""
    then, today = boards(frozen, reach(frozen)), boards(now, reach(now))
    found: dict[str, list[Change]] = {}
    for code, lines in today.by_cluster.items():
        before = {each.row.code: each for each in then.of(code)}
        changes = [Change(each, before.get(each.row.code)) for each in lines]
        moved = [each for each in changes if each.frozen is None or each.frozen.rank != each.now.rank]
        if code != EVERYONE and moved:
            found[code] = moved
    return found
