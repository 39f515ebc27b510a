"""Passwords are kept so that whoever steals them has years to guess, and nobody learns who has an account."""

from argon2 import extract_parameters
from argon2.low_level import Type

from app.services import passwords
from tests.fixtures.hashing import AS_SERVED

WORD = "một mật khẩu dài"


def test_a_password_is_kept_as_argon2id_with_nineteen_mebibytes_and_two_passes():
    kept = extract_parameters(AS_SERVED.hash(WORD))
    assert (kept.type, kept.memory_cost, kept.time_cost, kept.parallelism) == (Type.ID, 19 * 1024, 2, 1)


def test_somebody_unknown_costs_what_somebody_known_costs():
    assert not AS_SERVED.check_needs_rehash(passwords.NOBODY)


def test_the_right_password_fits_and_nothing_else_does():
    kept = passwords.hashed(WORD)
    assert passwords.matches(kept, WORD)
    assert not passwords.matches(kept, WORD.upper())
    assert not passwords.matches("not a hash", WORD)
    assert not passwords.matches(None, WORD)
    assert passwords.hashed(WORD) != kept
