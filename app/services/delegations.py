"""Deputies: a verifier lends their role over a unit for some days; it ends by itself, or with the role it came from."""

from sqlalchemy import select

from app.clock import now, wall
from app.database import db
from app.models import Delegation, Person, RoleGrant
from app.services import audit, loans, notices, roles
from app.services.loans import Loan
from app.services.refusals import Refused


def delegate(grant: RoleGrant, deputy: Person | None, loan: Loan, by: Person) -> Delegation:
    """Lend a verifier's role to a deputy; the same form sent twice is one loan."""
    roles.hold(grant)
    known = db.session.scalar(select(Delegation).where(Delegation.uuid == loan.uuid))
    if known is not None:
        return _resent(known, grant, deputy, loan)
    loans.may_lend(grant, by)
    hours = begins, ends = loans.hours_of(grant, loan)
    taker = loans.may_take(grant, deputy, loan, hours, by)
    lent = RoleGrant(
        person_id=taker.id, role=grant.role, unit_id=grant.unit_id, starts_at=begins, ends_at=ends, granted_by_id=by.id
    )
    db.session.add(lent)
    db.session.flush()
    made = Delegation(
        uuid=loan.uuid,
        giver_grant_id=grant.id,
        grant_id=lent.id,
        from_day=loan.from_day,
        to_day=loan.to_day,
        reason=loan.reason,
        made_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    _tell(made, by)
    _record("delegation.made", made, by)
    return made


def withdraw(delegation: Delegation, by: Person) -> None:
    """End a loan before its day: by who gave it, who holds it, or an officer above; twice is once."""
    roles.hold(delegation.giver_grant)
    db.session.refresh(delegation)
    grant = delegation.grant
    db.session.refresh(grant)
    mine = by.id in (delegation.giver_grant.person_id, grant.person_id)
    if not mine and not loans.is_above(by, grant):
        raise Refused("not_yours_to_withdraw")
    if delegation.withdrawn_at is not None:
        return
    if grant.ends_at is not None and grant.ends_at <= max(wall(), grant.starts_at):
        raise Refused("delegation_over")
    roles.close(grant, wall())
    delegation.withdrawn_at, delegation.withdrawn_by_id = now(), by.id
    notices.take_back(_cause(delegation))
    _record("delegation.withdrawn", delegation, by)


def _resent(known: Delegation, grant: RoleGrant, deputy: Person | None, loan: Loan) -> Delegation:
    same = known.giver_grant_id == grant.id and deputy is not None and known.grant.person_id == deputy.id
    if not same or (known.from_day, known.to_day) != (loan.from_day, loan.to_day):
        raise Refused("delegation_differs")
    return known


def _cause(delegation: Delegation) -> str:
    return f"delegation:{delegation.uuid}"


def _tell(made: Delegation, by: Person) -> None:
    """The deputy learns of it when it begins; the verifier at once, when somebody else did it for them."""
    facts = {
        "deputy": made.grant.person.full_name,
        "giver": made.giver_grant.person.full_name,
        "unit": made.grant.unit.name if made.grant.unit else "",
        "from": made.from_day.isoformat(),
        "to": made.to_day.isoformat(),
    }
    soon = wall() + notices.DELAY
    mine = {made.grant.person_id: {**facts, "yours": True}}
    notices.tell_each("deputy_named", _cause(made), mine, max(soon, made.grant.starts_at))
    if by.id != made.giver_grant.person_id:
        theirs = {made.giver_grant.person_id: {**facts, "yours": False}}
        notices.tell_each("deputy_named", _cause(made), theirs, soon)


def _record(kind: str, delegation: Delegation, by: Person) -> None:
    unit = delegation.grant.unit
    audit.record(
        kind,
        by,
        _cause(delegation),
        giver=delegation.giver_grant.person.uuid,
        deputy=delegation.grant.person.uuid,
        scope=unit.code if unit else "",
        days=[delegation.from_day.isoformat(), delegation.to_day.isoformat()],
        reason=delegation.reason,
    )
