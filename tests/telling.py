"""What people were told, for tests: the rows, and the minute that has to pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import time_machine
from sqlalchemy import select

from app.clock import wall
from app.database import db
from app.models import Notice, Person
from app.queries import notices


def said(person: Person) -> list[str]:
    """The kinds of what this person has been told and could see now, the oldest first."""
    db.session.rollback()
    return [each.kind for each in reversed(notices.of_person(person.id))]


def kept(kind: str = "") -> list[Notice]:
    """All rows, or those of a kind, in their order."""
    db.session.expire_all()
    found = db.session.scalars(select(Notice).order_by(Notice.id)).all()
    return [each for each in found if not kind or each.kind == kind]


@contextmanager
def later(minutes: float = 2) -> Iterator[None]:
    """As if so many minutes had passed on the wall; the competition's clock stands where it stood."""
    with at(wall() + timedelta(minutes=minutes)):
        yield


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """As if the wall's clock showed that moment, and ran on from there."""
    with time_machine.travel(moment):
        yield
