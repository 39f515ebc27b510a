"""A small memory of each process: plain values under keys that change whenever the value would."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, TypeVar

from flask import current_app

from app import clock

Value = TypeVar("Value")
Key = tuple[Hashable, ...]
Mark = tuple[int, ...]

MOST = 64
STATES = 4  # of what is followed
KEPT = timedelta(seconds=60)  # bounds how long a renamed team keeps its old name on a board

_lock = Lock()


@dataclass(frozen=True, slots=True)
class Kept:
    """A value, and since when what it is made of is known."""

    since: datetime
    value: Any


def remember(key: Key, make: Callable[[], Value]) -> Value:
    """The value under `key`, made when it is not known or a minute old; it must hold no row of the database."""
    found = _find(key) or _keep(key, Kept(clock.wall(), make()))
    value: Value = found.value
    return value


def follow(key: Key, mark: Mark, make: Callable[[], Value], catch_up: Callable[[Value, Mark], Value | None]) -> Value:
    """The value under `key` as of `mark`, none of whose numbers ever falls.

    `catch_up` brings the newest value, which is as of an earlier mark, up to this one, or returns None where it cannot.
    Then, and once a minute, the value is made anew. The latest states are kept for those who began to read before.
    """
    since, found = clock.wall(), _find(key)
    states: tuple[tuple[Mark, Value], ...] = found.value if found else ()
    for known, value in states:
        if known == mark:
            return value
    is_older = bool(states) and any(ours < theirs for ours, theirs in zip(mark, states[0][0], strict=True))
    moved = catch_up(states[0][1], states[0][0]) if states and not is_older else None
    if found and moved is not None:
        _keep(key, Kept(found.since, ((mark, moved), *states[: STATES - 1])))
        return moved
    value = make()
    if not is_older:
        _keep(key, Kept(since, ((mark, value),)))
    return value


def _find(key: Key) -> Kept | None:
    with _lock:
        found = _memory().get(key)
    return found if found and clock.wall() - found.since < KEPT else None


def _keep(key: Key, made: Kept) -> Kept:
    with _lock:
        kept = _memory()
        kept.pop(key, None)
        kept[key] = made
        for stale in list(kept)[: max(0, len(kept) - MOST)]:
            del kept[stale]
    return made


def _memory() -> dict[Key, Kept]:
    found: dict[Key, Kept] = current_app.extensions.setdefault("memory", {})
    return found
