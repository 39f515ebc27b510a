"""Which days a milestone looks at: all of the campaign, a window of days, certain weekdays."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.rulebook.calendars import WEEKDAYS


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """Both days of the window belong to it; without weekdays every day of the week does."""

    first: date
    last: date
    weekdays: tuple[str, ...] = ()

    @classmethod
    def read(cls, key: str) -> "Scope":
        """The scope whose `key` this is."""
        first, last, weekdays = key.split("/")
        return cls(date.fromisoformat(first), date.fromisoformat(last), tuple(filter(None, weekdays.split(","))))

    @property
    def key(self) -> str:
        """The scope as counts are kept by it."""
        return f"{self.first}/{self.last}/{','.join(self.weekdays)}"

    def covers(self, day: date) -> bool:
        """Whether work of that day counts."""
        return self.first <= day <= self.last and (not self.weekdays or WEEKDAYS[day.weekday()] in self.weekdays)

    def days(self, start: date, end: date) -> list[date]:
        """Its days that lie within a campaign from `start` to `end`, in order."""
        first, last = max(start, self.first), min(end, self.last)
        every = (first + timedelta(days=each) for each in range((last - first).days + 1))
        return [each for each in every if self.covers(each)]
