"""Who is asking: the person, their rights and, for people of a team, their team. Asked once per request."""

from flask import Flask, g
from flask_login import current_user
from sqlalchemy import select

from app.database import db
from app.models import Person
from app.queries.rights import NOBODY, Rights, rights_of
from app.rulebook.permissions import SIGNED_IN


def register(app: Flask) -> None:
    """Tell Flask-Login how to find the person behind a session."""
    app.login_manager.user_loader(load)  # type: ignore[attr-defined]


def load(session_id: str) -> Person | None:
    """The person behind a session, unless it was ended by a new password or a closed account."""
    uuid, _, epoch = session_id.partition(":")
    person = db.session.scalar(select(Person).where(Person.uuid == uuid))
    return person if person and person.is_active and str(person.session_epoch) == epoch else None


def person() -> Person:
    """The signed-in person; only behind a policy that asks for one."""
    found: Person = current_user._get_current_object()
    return found


def rights() -> Rights:
    """The rights of whoever asks."""
    if "rights" not in g:
        g.rights = rights_of(person()) if current_user.is_authenticated else NOBODY
    found: Rights = g.rights
    return found


def signed_in_roles() -> frozenset[str]:
    """The roles for rulebook/permissions.py; a person without any is still signed in."""
    return rights().roles | {SIGNED_IN} if current_user.is_authenticated else frozenset()
