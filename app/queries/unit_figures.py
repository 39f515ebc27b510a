"""What commune unions have counted: a unit's figures, and whose figures a person may enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, Enrolment, Team, Unit, UnitFigure
from app.queries import scope
from app.queries.deciders import DECIDING
from app.queries.fact_teams import figures_known
from app.queries.rights import Rights
from app.rulebook.text import search_key

ZONE = "Asia/Ho_Chi_Minh"
COUNTING = ("commune", "branch", "affiliate_unit")
"""The levels that count their own members; what stands above them is a sum."""


@dataclass(frozen=True, slots=True)
class Row:
    """A unit and its latest figures, if any."""

    unit: Unit
    figure: UnitFigure | None


def within(rights: Rights, wanted: str = "", limit: int = 50, offset: int = 0) -> list[Row]:
    """The units of today whose figures the person may enter, those with teams first; found without diacritics too."""
    with_team = Unit.id.in_(select(Team.unit_id))
    stands = Unit.valid_to.is_(None) | (Unit.valid_to >= local_day(now(), ZONE))
    query = _latest().where(stands, Unit.level.in_(COUNTING), scope.within(rights.paths(*DECIDING)))
    if wanted:
        query = query.where(Unit.search_key.contains(search_key(wanted), autoescape=True))
    ordered = query.order_by(with_team.desc(), Unit.code).limit(limit).offset(offset)
    return [Row(*row) for row in db.session.execute(ordered)]


def find(rights: Rights, code: str) -> Unit | None:
    """The unit with that code, if the person may enter its figures."""
    return db.session.scalar(
        select(Unit).where(Unit.code == code, Unit.level.in_(COUNTING), scope.within(rights.paths(*DECIDING)))
    )


def history(unit: Unit, limit: int = 50, offset: int = 0) -> Sequence[UnitFigure]:
    """Everything entered for the unit, the latest day first, and within a day what corrects before what it corrects."""
    return db.session.scalars(
        select(UnitFigure)
        .where(UnitFigure.unit_id == unit.id)
        .options(joinedload(UnitFigure.by))
        .order_by(UnitFigure.day.desc(), UnitFigure.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()


@dataclass(frozen=True, slots=True)
class Counted:
    """The latest figures of many units, added up; `entered` of the `units` that take part have said something."""

    members: int
    members_with_accounts: int
    entered: int
    units: int


def counted(campaign: Campaign, paths: Sequence[str], until: datetime | None = None) -> Counted:
    """The units below these paths, each member once: a unit within another that has figures adds nothing to it.

    With `until`, as they were known at that instant.
    """
    rows = db.session.execute(
        _latest(campaign, until).where(scope.within(paths), UnitFigure.id.is_not(None)).order_by(Unit.path)
    ).all()
    taken: list[tuple[Unit, UnitFigure]] = []
    for unit, figure in rows:
        if not (taken and unit.path.startswith(taken[-1][0].path)):
            taken.append((unit, figure))
    taking_part = set(
        db.session.scalars(
            select(Unit.path)
            .join(Team, Team.unit_id == Unit.id)
            .join(Enrolment, Enrolment.team_id == Team.id)
            .where(Enrolment.campaign_id == campaign.id, scope.within(paths))
        )
    )
    return Counted(
        sum(figure.members for _, figure in taken),
        sum(figure.members_with_accounts for _, figure in taken),
        sum(any(path.startswith(unit.path) for unit, _ in taken) for path in taking_part),
        len(taking_part),
    )


def _latest(campaign: Campaign | None = None, until: datetime | None = None) -> Select[Unit, UnitFigure]:
    """Units with their newest figures, as a campaign knew them or as they stand now."""
    known = [UnitFigure.at < until] if until else []
    newest = (
        select(UnitFigure.id)
        .where(UnitFigure.unit_id == Unit.id, *(figures_known(campaign) if campaign else ()), *known)
        .order_by(UnitFigure.day.desc(), UnitFigure.id.desc())
        .limit(1)
        .correlate(Unit)
        .scalar_subquery()
    )
    return select(Unit, UnitFigure).outerjoin(UnitFigure, and_(UnitFigure.id == newest))
