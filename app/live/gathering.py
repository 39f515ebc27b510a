"""Questions of many threads, asked together: whoever comes while one is being asked waits for the next.

An answer is never older than its question, and however many ask, one is asked at a time.
"""

from collections.abc import Callable, Mapping, Set
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Gathering(Generic[Key, Value]):
    """`ask` is given the keys of all who came since it was last begun; what it leaves out is None."""

    def __init__(self, ask: Callable[[Set[Key]], Mapping[Key, Value]]) -> None:
        self._ask = ask
        self._coming, self._asking = Lock(), Lock()
        self._next: _Round[Key, Value] = _Round()

    def of(self, key: Key) -> Value | None:
        """The answer as of now."""
        with self._coming:
            mine = self._next
            mine.keys.add(key)
        with self._asking:
            if mine.answers is None:
                with self._coming:
                    self._next = _Round()
                mine.answers = self._ask(mine.keys)
        return mine.answers.get(key)


class _Round(Generic[Key, Value]):
    def __init__(self) -> None:
        self.keys: set[Key] = set()
        self.answers: Mapping[Key, Value] | None = None
