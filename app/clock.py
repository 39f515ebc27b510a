"""The only source of time.

Two clocks: `wall()` is the real one, for sign-in, links, audit and mail; `now()` is the competition's, which the
demonstration sets apart by an offset that `create_app` or the demo command hands in. Everything is aware and in UTC.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOME = "Asia/Ho_Chi_Minh"
"""The zone that campaigns are in, unless they say another."""
_offset: Callable[[], timedelta] = timedelta
_stopped: datetime | None = None


def wall() -> datetime:
    """The real time, in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The competition's time, in UTC."""
    return _stopped or wall() + _offset()


def ahead() -> timedelta:
    """How far the competition's time stands from the wall's: roles run by the wall, people read the competition's."""
    return _stopped - wall() if _stopped else _offset()


def is_shifted() -> bool:
    """Whether the competition's time is set apart from the wall's."""
    return bool(_offset())


def local_day(instant: datetime, zone: str) -> date:
    """The day `instant` falls on in the campaign's zone (an IANA name)."""
    return instant.astimezone(ZoneInfo(zone)).date()


def follow(offset: Callable[[], timedelta]) -> None:
    """Ask `offset()` from now on how far the competition's time stands from the wall's."""
    global _offset, _stopped
    _offset, _stopped = offset, None


def stop(at: datetime) -> None:
    """Hold the competition's time at an instant, for a test or a story, until `follow` lets it run again."""
    global _stopped
    _stopped = at
