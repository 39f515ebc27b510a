"""The clock of the story: moved to the moment at hand while the demonstration is built."""

from datetime import datetime, timedelta

from app import clock


class StoryClock:
    """Sets the competition's time; from each moment it runs on until it is moved again."""

    def __init__(self) -> None:
        self._offset = timedelta()
        clock.follow(self.offset)

    def offset(self) -> timedelta:
        return self._offset

    def move(self, instant: datetime) -> None:
        """It is now `instant`."""
        self._offset = instant - clock.wall()
