"""Who won: ranks and prizes of one cluster, from points and facts alone (docs/results.md)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.rulebook.prizes import prizes_for
from app.rulebook.ranking import Row, TieFacts, rank
from app.rulebook.rules import RuleSet
from app.rulebook.text import guarded

BOM = "\ufeff"
COLUMNS = ("cluster_code", "rank", "team_code", "team_name", "unit_code", "points", "unmet", "prize")
TEXTS = ("cluster_code", "team_code", "team_name", "unit_code")


@dataclass(frozen=True, slots=True)
class Contender:
    """One ranked team; `unmet` are the codes of the conditions it does not meet, 'annulled' among them."""

    key: int
    code: str
    points: int
    ties: TieFacts
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A team in its place; `prize` is a prize's code, empty without one."""

    rank: int
    shared: bool
    contender: Contender
    prize: str = ""


def placed(contenders: Iterable[Contender], rules: RuleSet, order: Sequence[str] = ()) -> list[Placed]:
    """All teams of a cluster, best first, with the prizes the rules give to those that meet every condition.

    `order` is the council's, of teams that nothing in the rules separates: it makes places of a shared rank, best
    first. Teams it does not name, or that are not level with those it names, stay where the rules put them.
    """
    standing = _ordered(contenders, rules.tie_break, order)
    eligible = [each for each in standing if not each.contender.unmet]
    prizes = {key: prize.code for prize, key in prizes_for(_renumbered(eligible), rules)}
    return [Placed(each.rank, each.shared, each.contender, prizes.get(each.contender.key, "")) for each in standing]


def _ordered(contenders: Iterable[Contender], tie_break: tuple[str, ...], order: Sequence[str]) -> list[Placed]:
    by_key = {each.key: each for each in contenders}
    wanted = {code: place for place, code in enumerate(order)}
    found: list[Placed] = []
    level: list[Contender] = []
    level_rank = 0
    for each in rank((Row(one.key, one.code, one.points, one.ties) for one in by_key.values()), tie_break):
        assert isinstance(each.row.key, int)
        if each.rank != level_rank:
            found += _settled(level, level_rank, wanted)
            level, level_rank = [], each.rank
        level.append(by_key[each.row.key])
    return found + _settled(level, level_rank, wanted)


def _settled(level: Sequence[Contender], first: int, wanted: dict[str, int]) -> list[Placed]:
    """Teams on one rank: those that the council put in order one by one, the others together behind them."""
    chosen = sorted((each for each in level if each.code in wanted), key=lambda each: wanted[each.code])
    if len(chosen) < 2:  # an order of one says nothing
        chosen = []
    rest = [each for each in level if each not in chosen]
    return [Placed(first + place, False, each) for place, each in enumerate(chosen)] + [
        Placed(first + len(chosen), len(rest) > 1, each) for each in rest
    ]


def _renumbered(standing: Sequence[Placed]) -> list[tuple[int, int]]:
    """Ranks among the eligible alone: shared ranks stay shared, the places before them are counted."""
    first: dict[int, int] = {}
    for position, each in enumerate(standing, start=1):
        first.setdefault(each.rank, position)
    return [(first[each.rank], each.contender.key) for each in standing]


def sheet(rows: Iterable[Mapping[str, object]]) -> str:
    """results.csv as docs/results.md says, BOM and all: clusters in their order, each in rank order."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, **{name: guarded(str(row[name])) for name in TEXTS}})
    return BOM + out.getvalue()
