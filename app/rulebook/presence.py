"""Presence counts once: what the same members cannot score in the same hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from app.rulebook.rules import Exclusion


@dataclass(frozen=True, slots=True)
class Presence:
    """Who did which activities when, on one day; hours are minutes of the day, None where nobody said."""

    activities: frozenset[str]
    members: frozenset[int] = frozenset()
    begins_at: int | None = None
    ends_at: int | None = None

    def overlaps(self, other: "Presence") -> bool:
        """Whether a member was at both at the same time; never where hours or members are not known."""
        mine, theirs = (self.begins_at, self.ends_at), (other.begins_at, other.ends_at)
        if None in (*mine, *theirs) or self.members.isdisjoint(other.members):
            return False
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at  # type: ignore[operator]


def clash(mine: Presence, others: Iterable[Presence], exclusions: Iterable[Exclusion]) -> tuple[str, str] | None:
    """The first two activities that exclude each other within `mine` or between it and what it overlaps."""
    beside = [mine, *(each for each in others if mine.overlaps(each))]
    for exclusion in exclusions:
        for other in beside:
            pairs = product(_in_order(exclusion.activities, mine), _in_order(_second(exclusion), other))
            found = [(one, two) for one, two in pairs if one != two or other is not mine]
            if exclusion.against and other is not mine:
                back = product(_in_order(exclusion.activities, other), _in_order(exclusion.against, mine))
                found += [(two, one) for one, two in back]
            if found:
                return found[0]
    return None


def _second(exclusion: Exclusion) -> tuple[str, ...]:
    return exclusion.against or exclusion.activities


def _in_order(codes: tuple[str, ...], presence: Presence) -> list[str]:
    return [code for code in codes if code in presence.activities]
