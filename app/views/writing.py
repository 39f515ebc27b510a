"""Writing for somebody who typed much: who waits in vain for their turn gets the form back with all that is in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from app.connections import waited_in_vain
from app.database import transaction
from app.services.refusals import Refused


@contextmanager
def in_turn() -> Iterator[None]:
    """A transaction; refuses where a lock was not had in time, on SQLite while something long is being written."""
    try:
        with transaction():
            yield
    except DBAPIError as error:
        if waited_in_vain(error):
            raise Refused("writer_busy") from error
        raise
