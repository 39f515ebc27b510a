"""What the front door opens on: the campaigns that run now, or the last and the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.clock import local_day
from app.queries.campaigns import Stage, all_campaigns, stage

UNDER_WAY = frozenset({"running", "verifying", "provisional", "recheck"})
PATIENCE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Door:
    """`current` holds campaigns between their first day and their announcement; the rest is for days without one."""

    current: tuple[Stage, ...]
    last: Stage | None
    next: Stage | None


def stages() -> list[Stage]:
    """Every campaign and where it stands, the latest first."""
    return [stage(each) for each in all_campaigns()]


def door(found: Sequence[Stage]) -> Door:
    """Which campaign the front page is about; `found` as `stages()` gives them."""
    return Door(
        current=tuple(each for each in found if is_current(each)),
        last=next((each for each in found if each.phase in ("official", "archived")), None),
        next=next((each for each in reversed(found) if each.phase == "planned"), None),
    )


def is_current(where: Stage) -> bool:
    """Under way, and not forgotten long after its announcement was due."""
    due = where.calendar.deadlines.announcement
    return where.phase in UNDER_WAY and local_day(where.now, where.campaign.zone) <= due + PATIENCE
