"""What is known of one report when it is looked at: plain values, gathered by `queries/flag_facts.py`."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Other:
    """Another report that has something to do with this one; hours are minutes of the day, `day` is ISO."""

    id: int
    uuid: str
    team: str
    day: str
    campaign: str = ""
    place: str = ""
    begins_at: int | None = None
    ends_at: int | None = None
    same_lines: int = 0  # of the same kind and quantity as this report's

    @property
    def words(self) -> dict[str, str | int | None]:
        """What a flag keeps of it."""
        return {"report": self.uuid, "team": self.team, "day": self.day}


@dataclass(frozen=True, slots=True)
class Near:
    """A photo of another report, and in how many bits its fingerprint differs."""

    photo: str  # SHA-256
    distance: int
    other: Other


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """One photo; `taken` is in minutes since the activity day began, in the campaign's zone."""

    photo: str  # SHA-256
    taken: int | None = None
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line; `before` is what the team did of it on earlier days, verified where that is decided."""

    activity: str
    claimed: int
    block: int = 1
    counted: bool = True  # the rules ask for a tally
    taps: tuple[int, ...] = ()  # seconds since the session began, ascending
    before: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How many members of this report stand in another one, at another place in overlapping hours."""

    members: int
    other: Other


@dataclass(frozen=True, slots=True)
class Again:
    """The same team, day, place and kind in another campaign."""

    activity: str
    claimed: int
    other: Other


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One report. `beside` are other teams at the same place and day, less those of a joint session."""

    members: int
    begins_at: int | None = None
    ends_at: int | None = None
    lines: tuple[LineFacts, ...] = ()
    photos: tuple[PhotoFacts, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    beside: tuple[Other, ...] = ()
    again: tuple[Again, ...] = ()

    @property
    def minutes(self) -> int | None:
        """How long the session was, where anybody said."""
        return None if self.begins_at is None or self.ends_at is None else self.ends_at - self.begins_at

    def others(self) -> Iterator[Other]:
        """Every report that a finding about this one touches as well."""
        yield from (near.other for photo in self.photos for near in photo.near)
        yield from (each.other for each in self.elsewhere)
        yield from self.beside
        yield from (each.other for each in self.again)
