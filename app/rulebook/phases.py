"""Where a campaign stands: it follows from its calendar and its milestones and is never stored.

Milestone kinds: 'board_freeze', 'close', 'reopen' (takes back a close), 'finalise', 'announce', 'amend', 'archive'.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.rulebook.deadlines import end_of, local_day, start_of
from app.rulebook.rules import Deadlines

MILESTONES = ("board_freeze", "close", "reopen", "finalise", "announce", "amend", "archive")
FINAL = ("finalise", "announce", "archive")
PHASES = ("planned", "running", "verifying", "provisional", "recheck", "official", "archived")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a campaign that decide its phase, in its own zone."""

    starts_on: date
    ends_on: date
    board_freeze_on: date
    deadlines: Deadlines
    zone: str


def standing(milestones: Iterable[str]) -> frozenset[str]:
    """The milestones that still hold: a 'reopen' takes back the closes recorded before it."""
    held: set[str] = set()
    for kind in milestones:
        if kind == "reopen":
            held.discard("close")
        else:
            held.add(kind)
    return frozenset(held)


def phase(calendar: Calendar, milestones: Iterable[str], now: datetime) -> str:
    """One of PHASES; re-checks are taken from the day after the provisional results to their last day."""
    held = standing(milestones)
    if "archive" in held:
        return "archived"
    if "announce" in held:
        return "official"
    today = local_day(now, calendar.zone)
    if today < calendar.starts_on:
        return "planned"
    if not _closed(calendar, held, now):
        return "running" if today <= calendar.ends_on else "verifying"
    receiving = calendar.deadlines.provisional < today <= calendar.deadlines.recheck_until
    return "recheck" if receiving and "finalise" not in held else "provisional"


def reports_open(calendar: Calendar, milestones: Iterable[str], now: datetime) -> bool:
    """Whether captains may send reports: from the first day until reporting closes, unless closed before."""
    begun = now >= start_of(calendar.starts_on, calendar.zone)
    in_time = now < end_of(calendar.deadlines.reporting_closes, calendar.zone)
    return begun and in_time and not is_shut(milestones)


def decisions_open(calendar: Calendar, milestones: Iterable[str], now: datetime) -> bool:
    """Whether first decisions and reopenings are taken: until verification closes, that minute included."""
    begun = now >= start_of(calendar.starts_on, calendar.zone)
    return begun and not _closed(calendar, standing(milestones), now)


def rechecks_open(calendar: Calendar, milestones: Iterable[str], now: datetime) -> bool:
    """Whether teams may ask for a re-check: until the end of its last day, and never once the results are final."""
    in_time = now < end_of(calendar.deadlines.recheck_until, calendar.zone)
    return in_time and not is_final(milestones)


def is_frozen(calendar: Calendar, milestones: Iterable[str], now: datetime) -> bool:
    """Whether the public board stands still: from the freeze, due or recorded, until the announcement."""
    held = standing(milestones)
    if "announce" in held:
        return False
    return "board_freeze" in held or now >= freezes_at(calendar)


def freezes_at(calendar: Calendar) -> datetime:
    """The local midnight from which the calendar hides later entries from the public."""
    return start_of(calendar.board_freeze_on, calendar.zone)


def closes_at(calendar: Calendar) -> datetime:
    """The end of the minute with which verification closes, and with it the data."""
    return end_of(calendar.deadlines.verification_closes, calendar.zone)


def data_closed(calendar: Calendar, milestones: Iterable[str], now: datetime) -> bool:
    """Whether first decisions and reopenings have ended, by the calendar or by a milestone."""
    return _closed(calendar, standing(milestones), now)


def is_shut(milestones: Iterable[str]) -> bool:
    """Whether a milestone has ended first decisions, whatever the calendar says."""
    return not standing(milestones).isdisjoint({"close", *FINAL})


def is_final(milestones: Iterable[str]) -> bool:
    """Whether results can no longer change; imported reports are taken until then."""
    return not standing(milestones).isdisjoint(FINAL)


def _closed(calendar: Calendar, held: frozenset[str], now: datetime) -> bool:
    return is_shut(held) or now >= closes_at(calendar)
