"""Where a campaign's units stand and how many of their teams have done something, as far as a reader sees."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select

from app.database import db
from app.models import Enrolment, Team, Unit
from app.queries.day_tallies import seen_days
from app.queries.horizon import Horizon


class UnitWork(NamedTuple):
    """One unit with teams; `active` of them have verified work."""

    code: str
    name: str
    path: str
    latitude: float | None
    longitude: float | None
    teams: int
    active: int


class Province(NamedTuple):
    """One province of the country."""

    name: str
    path: str
    latitude: float
    longitude: float


def units(seen: Horizon) -> list[UnitWork]:
    """Every unit with teams in the campaign, by name."""
    worked = _worked(seen).subquery()
    active = func.sum(case((worked.c.enrolment_id.is_not(None), 1), else_=0))
    wanted = (
        select(Unit.code, Unit.name, Unit.path, Unit.latitude, Unit.longitude, func.count(Enrolment.id), active)
        .join(Team, Team.unit_id == Unit.id)
        .join(Enrolment, Enrolment.team_id == Team.id)
        .outerjoin(worked, worked.c.enrolment_id == Enrolment.id)
        .where(Enrolment.campaign_id == seen.stage.campaign.id)
        .group_by(Unit.id)
    )
    rows: Iterable[Any] = db.session.execute(wanted)
    found = [UnitWork._make((*row[:-1], int(row[-1] or 0))) for row in rows]
    return sorted(found, key=lambda each: (each.name, each.code))


def provinces() -> list[Province]:
    """The provinces of today."""
    wanted = select(Unit.name, Unit.path, Unit.latitude, Unit.longitude).where(
        Unit.level == "province", Unit.valid_to.is_(None), Unit.latitude.is_not(None), Unit.longitude.is_not(None)
    )
    rows: Iterable[Any] = db.session.execute(wanted.order_by(Unit.code))
    return [Province(*row) for row in rows]


def _worked(seen: Horizon) -> Select[*tuple[Any, ...]]:
    """The enrolments with verified work."""
    campaign = seen.stage.campaign
    days = seen_days(seen, campaign.starts_on, campaign.ends_on).subquery()
    return select(days.c.enrolment_id).group_by(days.c.enrolment_id).having(func.sum(days.c.verified_quantity) > 0)
