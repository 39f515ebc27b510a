"""A role ends: the right is gone with the transaction, and whatever was lent from it ends with it."""

from datetime import datetime

from sqlalchemy import select

from app.clock import wall
from app.database import db
from app.models import Delegation, Person, RoleGrant, Unit
from app.services import audit
from app.services.refusals import Refused


def end(grant: RoleGrant, by: Person) -> list[Delegation]:
    """End a role now, and the deputies' roles lent from it; returns what ended with it."""
    hold(grant)
    at = wall()
    if not _is_open(grant, at):
        raise Refused("role_ended")
    close(grant, at)
    audit.record("role.ended", by, f"person:{grant.person.uuid}", role=grant.role, scope=_scope(grant))
    lent = [each for each in _lent_from(grant) if _is_open(each.grant, at)]
    for each in lent:
        close(each.grant, at)
    ended = {f"delegation:{each.uuid}": {"deputy": each.grant.person.uuid} for each in lent}
    audit.record_each("delegation.ended", by, ended)
    return lent


def hold(grant: RoleGrant) -> None:
    """Who lends or ends a role over a unit waits for whoever does so there; then the grant is read anew."""
    db.session.execute(select(Unit.id).where(Unit.id == grant.unit_id).with_for_update(key_share=True))
    db.session.refresh(grant, with_for_update=True)


def close(grant: RoleGrant, at: datetime) -> None:
    """The role holds no longer; one that has not begun never will."""
    grant.ends_at = max(grant.starts_at, at)


def _is_open(grant: RoleGrant, at: datetime) -> bool:
    return grant.ends_at is None or grant.ends_at > max(grant.starts_at, at)


def _lent_from(grant: RoleGrant) -> list[Delegation]:
    return list(db.session.scalars(select(Delegation).where(Delegation.giver_grant_id == grant.id)))


def _scope(grant: RoleGrant) -> str:
    scope = grant.unit or grant.team
    return scope.code if scope else ""
