"""Counting a team's decided reports into its facts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.rulebook.facts import Month

SUNDAY = 6


class Seen(NamedTuple):
    """One decided report: what it is, and the sums of its verdicts."""

    origin: str
    joint_session_id: int | None
    late: bool
    day: date
    place_id: int | None
    hamlet: str
    members_present: int | None
    team_size: int
    first_look: bool
    verified_lines: int
    unchanged_lines: int
    lines: int
    claimed: int
    quantity: int

    @property
    def own(self) -> bool:
        """The team's own report; what an organiser recorded is not."""
        return self.origin != "organiser"

    @property
    def first_time(self) -> bool:
        """Verified first time unchanged: nobody had to look twice, and every line as claimed."""
        return self.first_look and self.unchanged_lines == self.lines


class Work(NamedTuple):
    """One activity on one day; `largest` is the most that one report holds."""

    activity_code: str
    day: date
    quantity: int
    largest: int


@dataclass(frozen=True, slots=True)
class Counted:
    """One report as it is about to be decided: nothing of it counts when `seen` is empty."""

    enrolment_id: int
    report_id: int
    seen: Sequence[Seen] = ()
    work: Sequence[Work] = ()


def counted(seen: Sequence[Seen], work: Iterable[Work]) -> dict[str, Any]:
    """The counts that `TeamFacts` is made of."""
    verified = [each for each in seen if each.verified_lines]
    own = [each for each in seen if each.own]
    return {
        **_by_activity(work),
        "reports_verified": len(verified),
        "deployments": sum(each.own for each in verified),
        "sundays_deployed": len({each.day for each in own if each.quantity and each.day.weekday() == SUNDAY}),
        "full_squads": sum(each.own and (each.members_present or 0) >= each.team_size for each in verified),
        "places": len({each.place_id for each in verified if each.place_id}),
        "hamlets": len({each.hamlet for each in verified if each.hamlet}),
        "on_time": sum(not each.late for each in own),
        "decided": len(own),
        "first_time": sum(each.first_time for each in own),
        "claimed": sum(int(each.claimed) for each in seen),
        "verified": sum(int(each.quantity) for each in seen),
        "partners": sum(each.joint_session_id is not None for each in verified),
    }


def _by_activity(work: Iterable[Work]) -> dict[str, Any]:
    """What the facts keep by activity: sums, days, the largest of one report, calendar months."""
    quantities: defaultdict[str, int] = defaultdict(int)
    days: defaultdict[str, set[date]] = defaultdict(set)
    largest: defaultdict[str, int] = defaultdict(int)
    for code, day, quantity, most in work:
        quantities[code] += int(quantity)
        days[code].add(day)
        largest[code] = max(largest[code], most)
    months: dict[str, frozenset[Month]] = {
        code: frozenset((day.year, day.month) for day in found) for code, found in days.items()
    }
    return {
        "quantities": dict(quantities),
        "activity_days": {code: len(found) for code, found in days.items()},
        "largest": dict(largest),
        "months": months,
    }
