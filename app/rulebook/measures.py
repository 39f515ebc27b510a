"""The shapes of what a campaign watches: peak days, headline figures, targets, penalties."""

from dataclasses import dataclass
from datetime import date

from app.rulebook.calendars import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Peak:
    """A day that raises points; `days` is a weekday ('sunday'), 'MM-DD' or 'YYYY-MM-DD'."""

    days: str
    percent: int
    activities: tuple[str, ...]

    def falls_on(self, day: date) -> bool:
        """Whether this peak covers the campaign-local `day`."""
        written = day.isoformat()
        return self.days in (WEEKDAYS[day.weekday()], written[5:], written)


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of the public front page: the verified sum of its activities, with its counting definition."""

    label: str
    unit: str
    definition: str
    activities: tuple[str, ...]
    source: str = ""  # where the figure was published, when it was


@dataclass(frozen=True, slots=True)
class Target:
    """What a campaign wants to reach; `metric` says what is counted: its activities, or something only people know."""

    code: str
    label: str
    shape: str  # 'percent' | 'per_unit' | 'per_member' | 'total'
    value: int
    unit_label: str
    period: str  # 'campaign' | 'month'
    activities: tuple[str, ...]
    metric: str = "activities"  # one of targets.METRICS


@dataclass(frozen=True, slots=True)
class Penalty:
    """What a person may post with a reason; `points` is the proposed deduction (0: no fixed number)."""

    code: str
    label: str
    trigger: str
    effect: str
    points: int


@dataclass(frozen=True, slots=True)
class Bonus:
    """What a person may post on top, outside caps and ceiling; `most` bounds one posting."""

    code: str
    label: str
    how: str
    most: int


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Presence counts once: the same members in the same hours score one of `activities`.

    With `against`, none of `activities` goes together with any of those.
    """

    activities: tuple[str, ...]
    against: tuple[str, ...] = ()
