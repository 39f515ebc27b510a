"""A small memory of each process: plain values under keys that change whenever the value would."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from flask import current_app

from app import clock

Value = TypeVar("Value")
Key = tuple[Hashable, ...]

MOST = 64
STATES = 4  # of what is followed
KEPT = timedelta(seconds=60)  # bounds how long a renamed unit keeps its old name where nothing else tells of it

_lock = Lock()


class Mark(NamedTuple):
    """Tells a state from those before it; none of the numbers ever falls.

    States of the same `figures` differ at most in what `news` brought: names, and which teams there are.
    """

    figures: tuple[int, ...]
    news: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A value, and since when what it is made of is known."""

    since: datetime
    value: Any


def remember(key: Key, make: Callable[[], Value]) -> Value:
    """The value under `key`, made when it is not known or a minute old; it must hold no row of the database."""
    found = _find(key)
    if found is None or clock.wall() - found.since >= KEPT:
        found = _keep(key, make())
    value: Value = found.value
    return value


def follow(key: Key, mark: Mark, make: Callable[[], Value], catch_up: Callable[[Value, Mark], Value | None]) -> Value:
    """The value under `key` as of `mark`.

    `catch_up` brings the newest value, which is as of an earlier mark, up to this one, or returns None where it cannot:
    then the value is made anew. The latest states are kept for those who began to read before.
    """
    found = _find(key)
    states: tuple[tuple[Mark, Value], ...] = found.value if found else ()
    for known, value in states:
        if known.figures == mark.figures and known.news >= mark.news:
            return value
    if states and mark < states[0][0]:
        return make()
    moved = catch_up(states[0][1], states[0][0]) if states else None
    value = make() if moved is None else moved
    _keep(key, ((mark, value), *(states[: STATES - 1] if moved is not None else ())))
    return value


def _find(key: Key) -> Kept | None:
    with _lock:
        kept = _memory()
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key)


def _keep(key: Key, value: Any) -> Kept:
    made = Kept(clock.wall(), value)
    with _lock:
        kept = _memory()
        kept[key] = made
        kept.move_to_end(key)
        while len(kept) > MOST:
            kept.popitem(last=False)
    return made


def _memory() -> OrderedDict[Key, Kept]:
    found: OrderedDict[Key, Kept] = current_app.extensions.setdefault("memory", OrderedDict())
    return found
