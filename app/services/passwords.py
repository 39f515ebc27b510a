"""Passwords, as argon2id."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 10
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$WVQZh81lr0bZgii1SxUgMQ$7E3oa1KLQWSlXkaRytVyAvKeZKikhvmmDdHJCcWA4aI"
"""Of a password that was thrown away; made as costly as the others, once and not at every start."""

hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    return hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; an unknown person costs the same time as a known one."""
    try:
        return hasher.verify(password_hash or NOBODY, password) and password_hash is not None
    except (VerifyMismatchError, InvalidHashError):
        return False
