"""A small memory of each process: plain values under keys that change whenever the value would."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

from flask import current_app

from app import clock

Value = TypeVar("Value")

MOST = 64
KEPT = timedelta(seconds=60)  # bounds how long a renamed team keeps its old name on a board

_lock = Lock()


def remember(key: tuple[Hashable, ...], make: Callable[[], Value]) -> Value:
    """The value under `key`, made when it is not known or a minute old; it must hold no row of the database."""
    kept: dict[object, tuple[datetime, Value]] = current_app.extensions.setdefault("memory", {})
    now = clock.wall()
    with _lock:
        found = kept.get(key)
    if found and now - found[0] < KEPT:
        return found[1]
    value = make()
    with _lock:
        kept[key] = (now, value)
        for stale in list(kept)[: max(0, len(kept) - MOST)]:
            del kept[stale]
    return value
