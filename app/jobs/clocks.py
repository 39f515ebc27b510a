"""Past the rules' hours the unit's verifiers and deputies are told, later the province: once a day, by day.

Nothing is ever decided by the clock.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from app.clock import local_day, wall
from app.database import transaction
from app.models import Campaign
from app.queries.backlog import Row, backlog
from app.queries.deciders import deciding_roles
from app.queries.open_campaigns import Place, open_places
from app.services import claims, notices

JOB = "clocks"
BEGINS, ENDS = time(7), time(21)  # nobody is called at night


class Call(NamedTuple):
    """What is told to some people once, by person id: `period` names the place and the day."""

    kind: str
    period: str
    told: Mapping[int, Mapping[str, Any]]


def run() -> list[str]:
    """Tell of what has waited too long; returns the periods that were told."""
    return [each.period for place in open_places() if _is_day(place) for each in _due(place) if _tell(each)]


def _is_day(place: Place) -> bool:
    return BEGINS <= place.where.now.astimezone(ZoneInfo(place.campaign.zone)).time() < ENDS


def _due(place: Place) -> Iterator[Call]:
    rows = [each for each in backlog(place) if each.called]
    day = local_day(place.where.now, place.campaign.zone).isoformat()
    for each in rows:
        yield _to_unit(place, each, day)
    very_late = [each for each in rows if each.wait.very_late]
    if very_late:
        yield _to_province(place, very_late, day)


def _to_unit(place: Place, row: Row, day: str) -> Call:
    """Each is told of as many as they may decide."""
    facts = {"unit": row.unit, "hours": place.where.calendar.deadlines.verify_hours}
    period = f"{place.campaign.id}:{row.holders[0].unit_id}:{day}"
    waits = {each.person_id: row.wait_for(each.person_id) for each in row.called}
    told = {
        person_id: facts | {"count": wait.late, "oldest": _hours(wait.oldest, place.where.now)}
        for person_id, wait in waits.items()
    }
    return Call("decisions_overdue", period, told)


def _to_province(place: Place, rows: Sequence[Row], day: str) -> Call:
    facts = {
        "campaign": place.campaign.code,
        "name": place.campaign.name,
        "count": sum(each.wait.very_late for each in rows),
        "units": len(rows),
        "hours": place.where.calendar.deadlines.province_alert_hours,
        "oldest": max(_hours(each.wait.oldest, place.where.now) for each in rows),
    }
    return Call("units_overdue", f"{place.campaign.id}:all:{day}", dict.fromkeys(_officers(place.campaign), facts))


def _officers(campaign: Campaign) -> list[int]:
    return [each.person_id for each in deciding_roles(("officer",)) if each.path == campaign.unit.path]


def _hours(since: datetime | None, now: datetime) -> int:
    return int((now - since).total_seconds()) // 3600 if since else 0


def _tell(call: Call) -> bool:
    if claims.is_done(JOB, call.period):
        return False
    with transaction():
        if not claims.claim(JOB, call.period):
            return False
        notices.tell_each(call.kind, f"{JOB}:{call.period}", call.told, wall() + notices.DELAY)
    return True
