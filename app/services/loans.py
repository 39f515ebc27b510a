"""What a loan of a role must keep to: who may lend it, for which days, and who may take it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.clock import HOME, ahead, local_day, now, wall
from app.database import db
from app.models import Delegation, Person, RoleGrant
from app.queries.rights import rights_of
from app.rulebook.deadlines import end_of, start_of
from app.services.refusals import Refused

MOST_DAYS = 31
Hours = tuple[datetime, datetime]
WATCHING = frozenset({"auditor", "admin"})  # they look after those who decide


@dataclass(frozen=True, slots=True)
class Loan:
    """What a form asks for; both days are included, `uuid` was made with the form."""

    uuid: str
    from_day: date
    to_day: date
    reason: str


def may_lend(grant: RoleGrant, by: Person) -> None:
    """Refuse whoever neither holds this role nor is an officer above it, and a role that is lent or over."""
    if grant.role != "verifier" or not grant.is_active(wall()):
        raise Refused("role_ended")
    if db.session.scalar(select(Delegation.id).where(Delegation.grant_id == grant.id)) is not None:
        raise Refused("lent_already")
    if grant.person_id != by.id and not is_above(by, grant):
        raise Refused("not_yours_to_lend")


def hours_of(grant: RoleGrant, loan: Loan) -> Hours:
    """From when to when the loan holds, by the wall's time, which roles run by."""
    today = local_day(now(), HOME)
    if loan.to_day < loan.from_day:
        raise Refused("days_reversed")
    if loan.from_day < today:
        raise Refused("days_past", today=today)
    if (loan.to_day - loan.from_day).days >= MOST_DAYS:
        raise Refused("days_many", most=MOST_DAYS)
    shift = ahead()
    begins, ends = start_of(loan.from_day, HOME) - shift, end_of(loan.to_day, HOME) - shift
    if grant.ends_at is not None and ends > grant.ends_at:
        raise Refused("beyond_own_role", last=local_day(grant.ends_at + shift, HOME))
    return max(begins, wall()), ends


def may_take(grant: RoleGrant, deputy: Person | None, loan: Loan, hours: Hours, by: Person) -> Person:
    """The deputy; refuses who does not exist, lends to themselves, watches over it, or verifies there on these days."""
    if deputy is None or not deputy.is_active:
        raise Refused("deputy_unknown")
    if deputy.id in (grant.person_id, by.id):
        raise Refused("deputy_self")
    if rights_of(deputy).roles & WATCHING:
        raise Refused("deputy_watches", name=deputy.full_name)
    held = _held(grant, deputy, loan, hours)
    if held is not None and held.from_day is None:
        raise Refused("deputy_verifies", name=deputy.full_name)
    if held is not None:
        raise Refused("deputy_lent", name=deputy.full_name, first=held.from_day, last=held.to_day)
    return deputy


def is_above(by: Person, grant: RoleGrant) -> bool:
    """Whether this person is an officer of the role's unit or of one above it."""
    return grant.unit is not None and rights_of(by).covers(grant.unit.path, "officer")


def _held(grant: RoleGrant, deputy: Person, loan: Loan, hours: Hours) -> Any:
    """A role of the deputy's over that unit in these hours, or a loan of it on these days."""
    begins, ends = hours
    own = Delegation.id.is_(None) & (RoleGrant.starts_at < ends)
    lent = (Delegation.from_day <= loan.to_day) & (Delegation.to_day >= loan.from_day)
    return db.session.execute(
        select(RoleGrant.id, Delegation.from_day, Delegation.to_day)
        .outerjoin(Delegation, Delegation.grant_id == RoleGrant.id)
        .where(
            RoleGrant.person_id == deputy.id,
            RoleGrant.role == grant.role,
            RoleGrant.unit_id == grant.unit_id,
            RoleGrant.ends_at.is_(None) | ((RoleGrant.ends_at > begins) & (RoleGrant.ends_at > RoleGrant.starts_at)),
            own | lent,
        )
    ).first()
