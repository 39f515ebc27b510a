"""People who press at the same moment, each in a process of its own with its own connections to PostgreSQL.

A race is a few moves let go by one barrier; each process takes part in its races one after the other, in one order for
all, so that nobody waits in a circle.
"""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from threading import Barrier
from typing import Any

from flask import Flask

from app import clock, create_app
from app.config import Settings
from app.database import db
from tests.crash.clients import Answer, within_process
from tests.fixtures.processes import CHILDREN, Nursery, fork, kill
from tests.racing import Move, Outcome, in_transaction

RACERS = 32
PATIENCE = 120
Race = Sequence[Move]
Run = Callable[[Flask, Move], Outcome]


@dataclass(frozen=True)
class Ground:
    """Where they race: a database, the time it always is, the nursery the racers come from, and chance."""

    app: Flask
    nursery: Nursery
    url: str
    folder: Path
    now: datetime
    seed: str
    random: Random

    def race(
        self, races: Sequence[Race], run: Run = in_transaction, rehearsal: Move | None = None, racers: int = RACERS
    ) -> list[list[Outcome]]:
        """What came of every move, race by race; anything but a refusal stands there as its traceback."""
        rows = [self.random.sample(range(racers), len(each)) for each in races]
        rehearsal = rehearsal or races[0][0]
        found: list[list[Outcome]] = self.nursery.asks(
            start, self.url, self.folder, self.now, list(races), rows, run, rehearsal
        )
        return found


def start(
    url: str, folder: Path, now: datetime, races: list[Race], rows: list[list[int]], run: Run, rehearsal: Move
) -> list[list[Outcome]]:
    """In the nursery: fork the racers, hear them all, put their outcomes in order."""
    app = create_app(Settings(url, "only for tests", instance=folder, durable=False))
    clock.stop(now)
    _rehearse(app, rehearsal)
    context = get_context("fork")
    barriers = [context.Barrier(len(each), timeout=PATIENCE) for each in races]
    parts: dict[int, list[tuple[int, int, Any, Move]]] = {}
    for number, (moves, row) in enumerate(zip(races, rows, strict=True)):
        for place, (move, racer) in enumerate(zip(moves, row, strict=True)):
            parts.setdefault(racer, []).append((number, place, barriers[number], move))
    pipes: list[Any] = []
    for part in parts.values():
        ours, theirs = context.Pipe()
        fork(partial(_run, app, part, run, theirs))
        theirs.close()
        pipes.append(ours)
    found: list[list[Any]] = [[None] * len(each) for each in races]
    try:
        for number, place, outcome in _heard(pipes):
            found[number][place] = outcome
    finally:
        for pid in list(CHILDREN):
            kill(pid)
    return found


def _rehearse(app: Flask, move: Move) -> None:
    """The move once, taken back, so that statements are compiled before anybody starts."""
    with app.app_context():
        try:
            move()
        finally:
            db.session.rollback()
            db.session.remove()
            db.engine.dispose()


def _heard(pipes: list[Any]) -> list[tuple[int, int, Outcome]]:
    """What all racers say; EOFError when one died without a word."""
    said: list[tuple[int, int, Outcome]] = []
    while pipes:
        ready = wait(pipes, timeout=PATIENCE)
        if not ready:
            raise TimeoutError(f"{len(pipes)} racers say nothing")
        for pipe in ready:
            assert isinstance(pipe, Connection)
            said += pipe.recv()
            pipes.remove(pipe)
    return said


def _run(app: Flask, part: list[tuple[int, int, Barrier, Move]], run: Run, pipe: Connection) -> None:
    said = []
    for number, place, barrier, move in part:
        try:
            barrier.wait()
            said.append((number, place, run(app, move)))
        except Exception:
            said.append((number, place, Outcome(code=traceback.format_exc())))
    pipe.send(said)
    pipe.recv()  # until the nursery ends it: its pool is not worth closing


def over_http(app: Flask, move: Move) -> Outcome:
    """The move is a request, through the whole app: its status, and its text where it is no redirect."""
    answer: Answer = move(within_process(app))  # type: ignore[call-arg]
    return Outcome(value=answer.status, code=answer.text)
