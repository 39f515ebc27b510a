"""What a member of a team did: work that was verified at sessions they were present at. A new question is one line."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from app.rulebook.calendars import SUNDAY


class Attended(NamedTuple):
    """One kind of work verified at one session of the member; `at` is the instant of the decision."""

    report_id: int
    day: date
    activity_code: str
    at: datetime


MEMBER_METRICS: Mapping[str, Callable[[Attended], Hashable]] = {
    "sessions_attended": lambda done: done.report_id,
    "sundays_attended": lambda done: done.day if done.day.weekday() == SUNDAY else None,
    "work_kinds": lambda done: done.activity_code,
}
"""By question what is told apart: the answer is how many different ones there are; None is not counted."""
