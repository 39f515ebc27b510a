"""Who is asking: the person, their rights and, for people of a team, their team. Asked once per request."""

from flask import Flask, Request, g, request
from flask_login import current_user
from sqlalchemy import select

from app.database import db
from app.live.answers import RIGHTS
from app.live.slots import NAME, TOKEN, slot
from app.models import Person
from app.queries.rights import NOBODY, Rights, rights_of
from app.rulebook.permissions import SIGNED_IN


def register(app: Flask) -> None:
    """Tell Flask-Login how to find the person behind a session."""
    app.login_manager.user_loader(load)  # type: ignore[attr-defined]
    app.login_manager.request_loader(load_anyone)  # type: ignore[attr-defined]


def load(session_id: str) -> Person | None:
    """The person behind a session, unless it was ended by a new password or a closed account."""
    uuid, _, epoch = session_id.partition(":")
    person = db.session.scalar(select(Person).where(Person.uuid == uuid))
    return person if person and person.is_active and str(person.session_epoch) == epoch else None


class Anyone:
    """Stands for all people whose rights come to the same, on a page that is made for all of them."""

    is_authenticated, is_active, is_anonymous = True, True, False
    given_name = slot(NAME)


def load_anyone(asked: Request) -> Anyone | None:
    """For whom a page is made that many will get; their token comes into it later, like their name."""
    if RIGHTS not in asked.environ:
        return None
    g.csrf_token = slot(TOKEN)
    return Anyone()


def person() -> Person:
    """The signed-in person; only behind a policy that asks for one."""
    found: Person = current_user._get_current_object()
    return found


def rights() -> Rights:
    """The rights of whoever asks."""
    if "rights" not in g:
        g.rights = shared() or (rights_of(person()) if current_user.is_authenticated else NOBODY)
    found: Rights = g.rights
    return found


def shared() -> Rights | None:
    """The rights that a page is made for, when it is made for all who share them."""
    found: Rights | None = request.environ.get(RIGHTS)
    return found


def signed_in_roles() -> frozenset[str]:
    """The roles for rulebook/permissions.py; a person without any is still signed in."""
    return rights().roles | {SIGNED_IN} if current_user.is_authenticated else frozenset()
