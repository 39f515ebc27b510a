"""Errands: a person's own, the latest of a kind, and what waits for the worker."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Errand, Person

LOOKED_AT = 50


def asked_by(person: Person, uuid: str) -> Errand | None:
    """The errand, if this person asked for it."""
    mine = select(Errand).where(Errand.uuid == uuid, Errand.by_id == person.id)
    return db.session.scalar(mine.options(joinedload(Errand.campaign)))


def by_uuid(uuid: str) -> Errand | None:
    """The errand that this form asked for."""
    return db.session.scalar(select(Errand).where(Errand.uuid == uuid))


def latest(kind: str, campaign: Campaign, **arguments: Any) -> Errand | None:
    """What was last asked for with just these arguments, by whomever, among the campaign's latest fifty of a kind."""
    own = select(Errand.id, Errand.arguments).where(Errand.campaign_id == campaign.id, Errand.kind == kind)
    rows = db.session.execute(own.order_by(Errand.id.desc()).limit(LOOKED_AT))
    found = next((row.id for row in rows if row.arguments == arguments), None)
    return db.session.get(Errand, found) if found else None


def after(last: int) -> int | None:
    """The next errand to be done after that one, in their order; somebody may be at it."""
    return db.session.scalar(
        select(Errand.id).where(Errand.ended_at.is_(None), Errand.id > last).order_by(Errand.id).limit(1)
    )


def by_id(errand_id: int) -> Errand:
    """The errand with that number."""
    return db.session.get_one(Errand, errand_id)
