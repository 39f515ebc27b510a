"""When an e-mail goes out: at once, with the day's letter, after the night for minors, and again when it failed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LETTER_AT = time(19, 30)
NIGHT_BEGINS, NIGHT_ENDS = time(22), time(6)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
PATIENCE = timedelta(days=2)


def last_letter(at: datetime) -> datetime:
    """The latest hour of the day's letter that has come."""
    local = at.astimezone(ZONE)
    day = local.date() if local.time() >= LETTER_AT else local.date() - timedelta(days=1)
    return datetime.combine(day, LETTER_AT, tzinfo=ZONE)


def after_the_night(at: datetime, minor_until: date | None) -> datetime:
    """`at`, or six in the morning when it falls into the night of somebody who is not yet 18."""
    local = at.astimezone(ZONE)
    if minor_until is None or minor_until <= local.date() or NIGHT_ENDS <= local.time() < NIGHT_BEGINS:
        return at
    day = local.date() + timedelta(days=1) if local.time() >= NIGHT_BEGINS else local.date()
    return datetime.combine(day, NIGHT_ENDS, tzinfo=ZONE)


def next_try(tries: int, made_at: datetime, at: datetime) -> datetime | None:
    """When to try again after so many failures: each wait twice the last; None once two days have passed."""
    waiting = min(FIRST_WAIT * 2 ** min(tries - 1, 20), LONGEST_WAIT)
    return at + waiting if at - made_at < PATIENCE else None
