"""When a report is on time, late or locked; a deadline of 23:59 runs to the end of that minute."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.rulebook.rules import Deadlines


@dataclass(frozen=True, slots=True)
class PhoneTimes:
    """What a phone says, aware: when its owner pressed send, and what its clock shows as the report goes out."""

    submitted_at: datetime
    now: datetime


def local_day(instant: datetime, zone: str) -> date:
    """The calendar day of an aware instant in the campaign's zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(ZoneInfo(zone)).date()


def start_of(day: date, zone: str) -> datetime:
    """Local midnight at which `day` begins, aware."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone))


def end_of(day: date, zone: str) -> datetime:
    """The first instant that is no longer `day`: what 'until 23:59' means, exclusive."""
    return start_of(day + timedelta(days=1), zone)


def on_time_until(activity_day: date, deadlines: Deadlines, zone: str) -> datetime:
    """The first instant at which a report of that day is no longer on time (exclusive, aware)."""
    return _window(activity_day, deadlines.on_time_days, deadlines, zone)


def late_until(activity_day: date, deadlines: Deadlines, zone: str) -> datetime:
    """The first instant at which a report of that day is locked; never after reporting closes."""
    return _window(activity_day, deadlines.late_days, deadlines, zone)


def lateness(submitted_at: datetime, activity_day: date, deadlines: Deadlines, zone: str) -> str:
    """'early' before the activity day, then 'on_time', 'late', 'locked', judged by the first submission."""
    if local_day(submitted_at, zone) < activity_day:
        return "early"
    if submitted_at < on_time_until(activity_day, deadlines, zone):
        return "on_time"
    return "late" if submitted_at < late_until(activity_day, deadlines, zone) else "locked"


def judged_at(arrived: datetime, phone: PhoneTimes | None, deadlines: Deadlines) -> datetime:
    """The instant a report is judged by: the phone's submit time where the offline rule lets it stand, else arrival.

    It stands when the report arrives within `offline_hours` of it and the phone's clock is right to under
    `clock_minutes`; a submit time after arrival, or after the phone's own present, never counts.
    """
    if phone is None:
        return arrived
    clock_is_right = abs(phone.now - arrived) < timedelta(minutes=deadlines.clock_minutes)
    waited = arrived - phone.submitted_at
    came_in_time = timedelta(0) <= waited <= timedelta(hours=deadlines.offline_hours)
    stands = clock_is_right and came_in_time and phone.submitted_at <= phone.now
    return phone.submitted_at if stands else arrived


def supplement_until(asked_at: datetime, deadlines: Deadlines) -> datetime:
    """Until when a team may send what a verifier asked for."""
    return asked_at + timedelta(hours=deadlines.supplement_hours)


def _window(activity_day: date, days: int, deadlines: Deadlines, zone: str) -> datetime:
    return end_of(min(activity_day + timedelta(days=days), deadlines.reporting_closes), zone)
