"""Signing in: attempts are counted in the database, shared by all processes."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql

from app.clock import wall
from app.database import db
from app.models import Person, SignInAttempt
from app.rulebook.logins import canonical
from app.services.passwords import matches

WINDOWS = (
    ("login_key", timedelta(minutes=1), 5),
    ("address_key", timedelta(minutes=5), 30),
)


def reserve(login: str, address: str) -> SignInAttempt | None:
    """Write the attempt down before the password is looked at, so that parallel tries cannot pass the limit.

    None when the limit is reached. The edge commits the attempt in a transaction of its own.
    """
    at = wall()
    keys = {"login_key": _key(_known_form(login)), "address_key": _key(address)}
    _one_at_a_time(keys.values())
    if any(_failures(column, keys[column], at - window) >= most for column, window, most in WINDOWS):
        return None
    attempt = SignInAttempt(**keys, at=at)
    db.session.add(attempt)
    db.session.flush()
    return attempt


def check(login: str, password: str) -> Person | None:
    """The person with this login and password, if they may sign in."""
    person = db.session.scalar(select(Person).where(Person.login == _known_form(login)))
    fits = matches(person.password_hash if person else None, password)
    return person if person and fits and person.is_active else None


def succeed(attempt: SignInAttempt) -> None:
    """A sign-in that worked does not count against the limit."""
    attempt.succeeded = True


def _known_form(login: str) -> str:
    found = canonical(login)
    return found[1] if found else login.strip().lower()


def _one_at_a_time(keys: Iterable[str]) -> None:
    """Attempts under the same key wait for each other until the commit; SQLite lets one writer in at a time anyway."""
    if db.session.get_bind().dialect.name == postgresql.dialect.name:
        for key in sorted(keys):
            db.session.execute(select(func.pg_advisory_xact_lock(int(key[:15], 16))))


def _failures(column: str, key: str, since: datetime) -> int:
    found = db.session.scalar(
        select(func.count())
        .select_from(SignInAttempt)
        .where(
            getattr(SignInAttempt, column) == key,
            SignInAttempt.at > since,
            SignInAttempt.succeeded.is_(False),
        )
    )
    return found or 0


def _key(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()
