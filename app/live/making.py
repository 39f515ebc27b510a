"""Makes the boards of one kind, from nothing or from what they were a moment ago.

After a decision all but a team or two stand where they stood. So a live board is caught up with: the teams that have
new entries or decisions are read again, taken out of their old places and put into their new ones. Whatever else may
have changed (a team that came, went or is called otherwise, other copies to compare with, any other event of the audit
log) has the board made anew.
Lines are worked out when somebody looks at them, so nothing has to be mended around a move.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from app.live.memory import Mark
from app.queries.board_choices import Choice
from app.queries.board_efforts import efforts, is_empty
from app.queries.board_lines import BoardLine, Lines, board_lines
from app.queries.board_order import Entry, Ruled, Valued, entry_of
from app.queries.board_rows import TeamRow
from app.queries.horizon import Horizon
from app.queries.moved import moved_since
from app.queries.movement import NOTHING_EARLIER, Copies, copies, last_sunday, ranks_before
from app.queries.roll_ups import roll_up, spans_provinces

EVERYONE = ""
NO_LINES = board_lines(())
Move = tuple[Entry, Entry]


@dataclass(frozen=True, slots=True)
class Boards:
    """One kind of board by cluster code; the one of all teams, or of units, under ''.

    `entries` are the teams' by enrolment. `compared` and `compared_with_week` say whether there are earlier ranks at
    all, `copies` which.
    """

    by_cluster: Mapping[str, Lines]
    entries: Mapping[int, Entry] = field(default_factory=dict)
    compared: bool = False
    compared_with_week: bool = False
    copies: Copies = NOTHING_EARLIER.copies
    last_sunday: date | None = None
    has_provinces: bool = False

    def of(self, cluster_code: str = EVERYONE) -> Lines:
        return self.by_cluster.get(cluster_code, NO_LINES)

    def place_of(self, enrolment_id: int) -> BoardLine | None:
        """The team's line on the board of its cluster."""
        entry = self.entries.get(enrolment_id)
        return self.of(_cluster(entry)).at(entry) if entry else None

    def with_moved(self, moves: Mapping[int, Move]) -> "Boards":
        """The boards after these teams, by enrolment, left their old places for new ones; these stay as they are."""
        if not moves:
            return self
        by_cluster = dict(self.by_cluster)
        for code in {EVERYONE, *(_cluster(old) for old, _ in moves.values())}:
            mine = (each for each in moves.values() if code in (EVERYONE, _cluster(each[0])))
            by_cluster[code] = self.of(code).with_moved(mine)
        entries = {**self.entries, **{key: new for key, (_, new) in moves.items()}}
        return replace(self, by_cluster=by_cluster, entries=entries)


def made(horizon: Horizon, choice: Choice) -> Boards:
    """All boards of teams of that kind, from nothing."""
    if is_empty(choice):
        return Boards({})
    entries, ties = _entries(horizon, choice), choice.board.ties
    before = ranks_before(horizon) if ties else NOTHING_EARLIER
    whole, own = (
        Ruled(_tie_break(horizon, choice), *({key: rank(each) for key, each in day.items()} for day in before.days))
        for rank in (attrgetter("rank"), attrgetter("cluster_rank"))
    )
    mine: dict[str, list[Entry]] = {}
    for each in entries.values():
        mine.setdefault(_cluster(each), []).append(each)
    return Boards(
        {EVERYONE: board_lines(entries.values(), whole), **{code: board_lines(mine[code], own) for code in mine}},
        entries,
        compared=bool(before.yesterday),
        compared_with_week=bool(before.last_week),
        copies=before.copies,
        last_sunday=last_sunday(horizon) if ties else None,
        has_provinces=ties and spans_provinces(horizon.stage.campaign, map(_team, entries.values())),
    )


def rolled(teams: Boards, horizon: Horizon, choice: Choice) -> Boards:
    """The units above these teams, on one board."""
    values = ((_team(each), each.valued.value) for each in teams.entries.values())
    units = roll_up(horizon.stage.campaign, choice.board.rolls_up, horizon.stage.book.newest.unit_board, values)
    return Boards({EVERYONE: board_lines(entry_of(Valued(row, value)) for row, value in units if value is not None)})


def caught_up(known: Boards, horizon: Horizon, choice: Choice, since: Mark) -> Boards | None:
    """The boards as of now from what they were at that mark; None where more than figures may have changed."""
    if is_empty(choice):
        return known
    again = moved_since(horizon, since.figures[0], since.news[0])
    if again is None or (choice.board.ties and known.copies != copies(horizon)):
        return None
    entries = _entries(horizon, choice, again) if again else {}
    if entries.keys() != again & known.entries.keys():
        return None
    moves = {key: (known.entries[key], new) for key, new in entries.items() if new != known.entries[key]}
    if not all(_team(new).is_named_as(_team(old)) for old, new in moves.values()):
        return None
    return known.with_moved(moves)


def _entries(horizon: Horizon, choice: Choice, of: Collection[int] | None = None) -> dict[int, Entry]:
    """By enrolment the teams that the board lists, all of them or those `of` these enrolments."""
    tie_break = _tie_break(horizon, choice)
    values = ((row, choice.board.value(effort)) for row, effort in efforts(horizon, choice, of))
    return {row.enrolment_id: entry_of(Valued(row, value), tie_break) for row, value in values if value is not None}


def _tie_break(horizon: Horizon, choice: Choice) -> tuple[str, ...]:
    return horizon.stage.book.newest.tie_break if choice.board.ties else ()


def _team(entry: Entry) -> TeamRow:
    assert isinstance(entry.valued.row, TeamRow)
    return entry.valued.row


def _cluster(entry: Entry) -> str:
    return _team(entry).cluster_code
