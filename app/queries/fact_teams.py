"""Each team's size and its unit's own figures, as a campaign knows them."""

from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Integer, Select, and_, bindparam, func, literal, select

from app.database import Instant
from app.models import Campaign, Enrolment, LedgerEntry, Milestone, Team
from app.models import UnitFigure as Figure
from app.rulebook.phases import FINAL

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class Sized(NamedTuple):
    """A team as these statements tell of it."""

    enrolment_id: int
    size: int
    members: int | None
    members_with_accounts: int | None


@cache
def teams(past: bool) -> Select[*tuple[Any, ...]]:
    """Each enrolment's size, and its own unit's latest figures as the campaign knew them."""
    return sized(past).where(Enrolment.id.in_(bindparam("enrolments", expanding=True)))


def sized(past: bool) -> Select[*tuple[Any, ...]]:
    """The same of every enrolment there is, for a statement that asks for more."""
    newest = (
        select(Figure.id)
        .where(Figure.unit_id == Team.unit_id, *_known(bindparam("campaign"), bindparam("last_day", type_=Date), past))
        .order_by(Figure.day.desc(), Figure.id.desc())
        .limit(1)
        .correlate(Team)
        .scalar_subquery()
    )
    return (
        select(Enrolment.id, Enrolment.size, Figure.members, Figure.members_with_accounts)
        .join(Team, Team.id == Enrolment.team_id)
        .outerjoin(Figure, Figure.id == newest)
    )


def figures_known(campaign: Campaign) -> tuple[ColumnElement[bool], ...]:
    """Selects the unit figures that count in a campaign: of its last day or before, entered before it was final."""
    return _known(campaign.id, campaign.ends_on, past=False)


def _known(campaign_id: Any, last_day: Any, past: bool) -> tuple[ColumnElement[bool], ...]:
    """As of a ledger sequence: entered before the next entry was posted."""
    final = select(func.min(Milestone.at)).where(Milestone.campaign_id == campaign_id, Milestone.kind.in_(FINAL))
    known = (Figure.day <= last_day, Figure.at <= _or_never(final))
    if not past:
        return known
    after = and_(LedgerEntry.campaign_id == campaign_id, LedgerEntry.seq == bindparam("as_of", type_=Integer) + 1)
    return (*known, Figure.at < _or_never(select(LedgerEntry.posted_at).where(after)))


def _or_never(instant: Select[Any]) -> ColumnElement[datetime]:
    return func.coalesce(instant.scalar_subquery(), literal(NEVER, Instant))
