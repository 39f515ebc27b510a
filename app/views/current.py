"""Who is asking: the person, their rights, their place and what they have not read. Asked once per request, in one
statement, with every request anew: a role that ended a second ago is gone.
"""

from flask import Flask, Request, g, request
from flask_login import current_user

from app.clock import wall
from app.live.answers import RIGHTS
from app.live.slots import NAME, TOKEN, slot
from app.models import Person
from app.queries import notices
from app.queries.places_in_world import place_of
from app.queries.rights import NOBODY, Rights, rights_of
from app.queries.signed_in import SignedIn, Visitor, visitor
from app.rulebook.permissions import SIGNED_IN


def register(app: Flask) -> None:
    """Tell Flask-Login how to find the person behind a session."""
    app.login_manager.user_loader(load)  # type: ignore[attr-defined]
    app.login_manager.request_loader(load_anyone)  # type: ignore[attr-defined]


def load(session_id: str) -> Person | None:
    """The person behind a session, unless it was ended by a new password or a closed account."""
    found = visitor(session_id, wall())
    if found is None:
        return None
    g.visitor, g.clock_offset = found, found.clock_offset
    return found.person


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
        g.rights = shared() or _own_rights()
    found: Rights = g.rights
    return found


def _own_rights() -> Rights:
    if not current_user.is_authenticated:
        return NOBODY
    found = behind_session()
    return found.rights if found else rights_of(person())


def behind_session() -> SignedIn | None:
    """What was read with the session's person; None for somebody who has signed in only with this request."""
    found: Visitor | None = g.get("visitor") if current_user.is_authenticated else None
    return found.signed_in if found and found.person is person() else None


def place() -> str:
    """Where in the Union the signed-in person is: their unit's name or their team's."""
    found = behind_session()
    return found.place if found else place_of(rights())


def unread() -> int:
    """How many notices wait for them; asked anew after what this very request may have changed."""
    found = behind_session() if request.method in ("GET", "HEAD") else None
    return found.unread if found else notices.unread(person().id)


def shared() -> Rights | None:
    """The rights that a page is made for, when it is made for all who share them."""
    found: Rights | None = request.environ.get(RIGHTS)
    return found


def signed_in_roles() -> frozenset[str]:
    """The roles for rulebook/permissions.py; a person without any is still signed in."""
    return rights().roles | {SIGNED_IN} if current_user.is_authenticated else frozenset()
