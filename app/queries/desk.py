"""The officer's desk: how far the campaign is, and which units have gone out, wait or are silent."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, Enrolment, Report, Team, Unit
from app.queries import scope
from app.queries.rights import Rights
from app.rulebook.calendars import sundays

MOST_SUNDAYS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the grid; `cells` are (Sunday, deployed | waiting | silent | future)."""

    unit: Unit
    teams: int
    cells: tuple[tuple[date, str], ...]

    @property
    def silent(self) -> int:
        return sum(state == "silent" for _, state in self.cells)


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of the campaign's reports by state, and of its teams."""

    teams: int
    decided: int
    waiting: int
    returned: int
    oldest_waiting: date | None


def campaigns_of(rights: Rights) -> list[Campaign]:
    """The campaigns of the units the person works for, the latest first."""
    paths = rights.paths("officer", "signatory", "council", "auditor")
    return list(
        db.session.scalars(
            select(Campaign)
            .join(Unit, Unit.id == Campaign.unit_id)
            .where(scope.within(paths))
            .order_by(Campaign.starts_on.desc())
        )
    )


def progress(campaign: Campaign) -> Progress:
    """How many reports are where."""
    counted = db.session.execute(
        select(Report.state, func.count())
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(Enrolment.campaign_id == campaign.id)
        .group_by(Report.state)
    )
    counts: dict[str, int] = dict(counted.all())
    oldest = db.session.scalar(
        select(func.min(Report.activity_day))
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(Enrolment.campaign_id == campaign.id, Report.state == "submitted")
    )
    teams = db.session.scalar(select(func.count()).select_from(Enrolment).where(Enrolment.campaign_id == campaign.id))
    return Progress(teams or 0, counts.get("decided", 0), counts.get("submitted", 0), counts.get("returned", 0), oldest)


def coverage(campaign: Campaign) -> list[Row]:
    """Units × the campaign's latest Sundays, the most silent units first."""
    today = local_day(now(), campaign.zone)
    shown = _shown_sundays(campaign, today)
    states = _states(campaign, shown)
    rows = [
        Row(unit, teams, tuple((day, _state(states[unit.id, day], day, today)) for day in shown))
        for unit, teams in _units(campaign)
    ]
    return sorted(rows, key=lambda each: (-each.silent, each.unit.code))


def _shown_sundays(campaign: Campaign, today: date) -> Sequence[date]:
    """The last Sundays so far and the next one."""
    return sundays(campaign.starts_on, min(campaign.ends_on, today + timedelta(days=7)))[-MOST_SUNDAYS:]


def _states(campaign: Campaign, shown: Sequence[date]) -> defaultdict[tuple[int, date], set[str]]:
    rows = db.session.execute(
        select(Team.unit_id, Report.activity_day, Report.state)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .where(Enrolment.campaign_id == campaign.id, Report.activity_day.in_(shown), Report.origin != "organiser")
        .group_by(Team.unit_id, Report.activity_day, Report.state)
    )
    found: defaultdict[tuple[int, date], set[str]] = defaultdict(set)
    for unit_id, day, state in rows:
        found[unit_id, day].add(state)
    return found


def _state(states: set[str], day: date, today: date) -> str:
    if "decided" in states:
        return "deployed"
    if states & {"submitted", "returned"}:
        return "waiting"
    return "future" if day > today else "silent"


def _units(campaign: Campaign) -> Sequence[tuple[Unit, int]]:
    return [
        (row[0], row[1])
        for row in db.session.execute(
            select(Unit, func.count())
            .join(Team, Team.unit_id == Unit.id)
            .join(Enrolment, Enrolment.team_id == Team.id)
            .where(Enrolment.campaign_id == campaign.id)
            .group_by(Unit.id)
        )
    ]
