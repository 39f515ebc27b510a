"""Counting a team's decided reports into its facts; one report can be added, and taken away again.

What must be told apart (days, places, quantities) is kept with how often it was seen, so that taking away is exact.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import mul
from typing import Any, Self

from app.rulebook.calendars import SUNDAY
from app.rulebook.deeds import Counted, Seen
from app.rulebook.scopes import Scope

Tally = dict[str, int]
TALLIES = ("sums", "sundays", "places", "hamlets", "days", "lines")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a team's decided reports add up to. By activity: lines by day, and lines by their quantity.

    `within` holds the same by scope, for milestones that look at some days only.
    """

    sums: Tally = field(default_factory=dict)
    sundays: Tally = field(default_factory=dict)
    places: Tally = field(default_factory=dict)
    hamlets: Tally = field(default_factory=dict)
    days: dict[str, Tally] = field(default_factory=dict)
    lines: dict[str, Tally] = field(default_factory=dict)
    within: dict[Scope, "Counts"] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Counted, scopes: Iterable[Scope] = ()) -> Self:
        """The counts of these reports alone."""
        counts = cls(within={each: Counts() for each in scopes})
        counts.add(found)
        return counts

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """The counts as `kept()` gave them, taken over: who has just read them has no other use for them."""
        within: dict[Scope, Counts] = {Scope.read(key): cls.read(each) for key, each in kept.get("within", {}).items()}
        return cls(**{name: kept[name] for name in TALLIES}, within=within)

    def kept(self) -> dict[str, Any]:
        """The counts as plain values, to be stored."""
        tallies = {name: getattr(self, name) for name in TALLIES}
        return tallies | {"within": {scope.key: each.kept() for scope, each in self.within.items()}}

    def add(self, found: Counted) -> None:
        """These reports count from now on."""
        self._move(found, 1)

    def take_away(self, found: Counted) -> None:
        """These reports, added before, no longer count."""
        self._move(found, -1)

    def facts(self) -> dict[str, Any]:
        """The counts that `TeamFacts` is made of."""
        return {
            "quantities": {code: _quantity(each) for code, each in self.lines.items()},
            "activity_days": {code: len(each) for code, each in self.days.items()},
            "largest": {code: max(map(int, each)) for code, each in self.lines.items()},
            "dates": {code: frozenset(each) for code, each in self.days.items()},
            "sundays_deployed": len(self.sundays),
            "places": len(self.places),
            "hamlets": len(self.hamlets),
            **{name: self.sums.get(name, 0) for name in SUMS},
        }

    def _move(self, found: Counted, sign: int) -> None:
        for each in found.seen:
            for name, value in each.sums.items():
                if value:
                    _count(self.sums, name, sign * value)
            for tally, name in self._distinct(each):
                _count(tally, name, sign)
        for work in found.work:
            for tallies, name in ((self.days, work.day.isoformat()), (self.lines, str(work.quantity))):
                tally = tallies.setdefault(work.activity_code, {})
                _count(tally, name, sign * work.lines)
                if not tally:
                    del tallies[work.activity_code]
        for scope, counts in self.within.items():
            counts._move(found.within(scope), sign)

    def _distinct(self, seen: Seen) -> Iterator[tuple[Tally, str]]:
        """What counts once however many reports show it."""
        if seen.own and seen.quantity and seen.day.weekday() == SUNDAY:
            yield self.sundays, seen.day.isoformat()
        if seen.verified_lines and seen.place_id:
            yield self.places, str(seen.place_id)
        if seen.verified_lines and seen.hamlet:
            yield self.hamlets, seen.hamlet


SUMS = tuple(Seen("", None, False, date.min, None, "", None, 0, False, 0, 0, 0, 0, 0).sums)


def _count(tally: Tally, name: str, more: int) -> None:
    """What is counted nought times is not kept, so that equal counts are equal."""
    if counted := tally.get(name, 0) + more:
        tally[name] = counted
    else:
        del tally[name]


def _quantity(lines: Mapping[str, int]) -> int:
    return sum(map(mul, map(int, lines), lines.values()))
