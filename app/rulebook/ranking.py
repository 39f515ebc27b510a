"""Who stands where: points, then the tie-breaks of the rules, then a shared rank (1, 2, 2, 4)."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

Exact = int | Fraction


@dataclass(frozen=True, slots=True)
class TieFacts:
    """What separates teams with equal points; shares are whole counts so that they compare exactly."""

    sundays: int = 0
    dossiers: int = 0
    first_time: int = 0
    decided: int = 0
    penalty_points: int = 0
    hamlets: int = 0

    @property
    def first_time_share(self) -> Fraction:
        """Share of decided reports verified first time unchanged; 0 without any."""
        return Fraction(self.first_time, self.decided) if self.decided else Fraction(0)


@dataclass(frozen=True, slots=True)
class Row:
    """A team on a board; `code` only orders the list inside a shared rank. `points` are what the board goes by."""

    key: Hashable
    code: str
    points: Exact
    ties: TieFacts


@dataclass(frozen=True, slots=True)
class Ranked:
    rank: int
    row: Row
    shared: bool


TIE_BREAKS: Mapping[str, Callable[[TieFacts], Exact]] = {
    "sundays_deployed": lambda ties: ties.sundays,
    "dossiers": lambda ties: ties.dossiers,
    "first_time_share": lambda ties: ties.first_time_share,
    "fewer_penalties": lambda ties: -ties.penalty_points,
    "hamlets": lambda ties: ties.hamlets,
}
DEFAULT = tuple(TIE_BREAKS)


def order_key(row: Row, tie_break: tuple[str, ...] = DEFAULT) -> tuple[Exact, ...]:
    """Sorts best first: rows with equal keys share a rank."""
    return (-row.points, *(-TIE_BREAKS[name](row.ties) for name in tie_break))


def rank(rows: Iterable[Row], tie_break: tuple[str, ...] = DEFAULT) -> list[Ranked]:
    """All rows in rank order, equal ones by code; whatever order they come in."""
    keyed = [(order_key(row, tie_break), row.code, row) for row in rows]
    keyed.sort(key=lambda each: each[:2])
    keys = [key for key, _, _ in keyed]
    first: dict[tuple[Exact, ...], int] = {}
    count: dict[tuple[Exact, ...], int] = {}
    for place, key in enumerate(keys, start=1):
        first.setdefault(key, place)
        count[key] = count.get(key, 0) + 1
    return [Ranked(first[key], row, count[key] > 1) for key, _, row in keyed]


def why_tied(a: Row, b: Row, tie_break: tuple[str, ...] = DEFAULT) -> str | None:
    """The first tie-break that separates two teams with equal points; None when they share a rank."""
    if a.points != b.points:
        return None
    return next((name for name in tie_break if TIE_BREAKS[name](a.ties) != TIE_BREAKS[name](b.ties)), None)


def missing(row: Row, above: Row, tie_break: tuple[str, ...] = DEFAULT) -> Exact:
    """What a team needs to stand as high as the one above it, everything else as it is."""
    drawn = Row(row.key, row.code, above.points, row.ties)
    return above.points - row.points + (order_key(drawn, tie_break) > order_key(above, tie_break))
