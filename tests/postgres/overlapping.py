"""Two people on real PostgreSQL, the second of whom begins when the first has done everything but the commit."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from flask import Flask
from sqlalchemy import func, select

from app.database import db, transaction
from tests.racing import Move, Outcome, in_transaction

PATIENCE = 30
Halting = Callable[[Callable[[], None]], object]


def overlapping(app: Flask, first: Move, second: Move) -> tuple[str, str]:
    """What each was told: the second starts when the first is done, and the first commits once the second waits."""

    def whole(halt: Callable[[], None]) -> object:
        found = first()
        halt()
        return found

    return halted(app, whole, second)


def halted(app: Flask, first: Halting, second: Move) -> tuple[str, str]:
    """The same, where the first says itself at which point it stops until the second waits or is through."""
    reached, pids = Event(), Future[int]()
    with ThreadPoolExecutor(2) as pool:

        def after() -> Outcome:
            reached.wait(PATIENCE)
            return in_transaction(app, named)

        def named() -> object:
            pids.set_result(db.session.scalar(select(func.pg_backend_pid())) or 0)
            return second()

        def halt() -> None:
            db.session.flush()
            reached.set()
            blocking = select(func.cardinality(func.pg_blocking_pids(pids.result(PATIENCE))))
            while not later.done() and not db.session.scalar(blocking):
                pass

        later = pool.submit(after)
        try:
            earlier = in_transaction(app, lambda: first(halt))
        finally:
            reached.set()
        return earlier.code, later.result(PATIENCE).code


def done(app: Flask, move: Move) -> object:
    """The move by itself; it must work."""
    with app.app_context(), transaction():
        return move()
