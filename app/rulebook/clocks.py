"""The clocks of verification: what has waited too long for a decision or a supplement. They tell; they never decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from app.rulebook.rules import Deadlines


@dataclass(slots=True)
class Wait:
    """What waits in one place: `late` past the verifier's hours, `very_late` of these past the province's as well."""

    waiting: int = 0
    late: int = 0
    very_late: int = 0
    oldest: datetime | None = None
    owed: int = 0
    owed_late: int = 0

    @property
    def fresh(self) -> int:
        return self.waiting - self.late

    @property
    def middle(self) -> int:
        return self.late - self.very_late

    def add(self, other: "Wait") -> None:
        """Count the other's as well."""
        for name in ("waiting", "late", "very_late", "owed", "owed_late"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.oldest = min(filter(None, (self.oldest, other.oldest)), default=None)


def total(waits: Iterable[Wait]) -> Wait:
    """All of them together."""
    found = Wait()
    for each in waits:
        found.add(each)
    return found


class Limits(NamedTuple):
    """Instants before which something has waited too long."""

    verifier: datetime
    province: datetime
    supplement: datetime


def limits(deadlines: Deadlines, now: datetime) -> Limits:
    """Where the rules' hours end now."""
    hours = deadlines.verify_hours, deadlines.province_alert_hours, deadlines.supplement_hours
    return Limits(*(now - timedelta(hours=each) for each in hours))
