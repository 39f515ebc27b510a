"""The schedule: one line a job."""

from collections.abc import Callable
from typing import NamedTuple

from app.jobs import board_freezes, day_end_snapshots


class Job(NamedTuple):
    """A job, and how many seconds pass between two looks at what is due."""

    name: str
    run: Callable[[], object]
    every: int


SCHEDULE = [
    Job("board_freezes", board_freezes.run, 60),
    Job("day_end_snapshots", day_end_snapshots.run, 60),
]
