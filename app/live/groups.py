"""Readers of the same board: what it says is made once, and all get the same bytes.

Nobody has a queue. Whoever reads slowly gets the newest next, and holds up nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition


@dataclass(frozen=True, slots=True)
class Letter:
    """What a board says now: `tag` tells it from every other state, `version` puts it in order."""

    version: str
    tag: str
    event: bytes


Look = Callable[[], Letter | None]


def one_line(text: str) -> str:
    """HTML without its line ends: of an event each line costs, in bytes here and in nchan's memory for every reader."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def letter(kind: str, version: str, tag: str, text: str) -> Letter:
    """A letter as a server-sent event."""
    return Letter(version, tag, f"event: {kind}\nid: {version}\ndata: {one_line(text)}\n\n".encode())


class Group:
    """One board and those who wait for its next letter."""

    def __init__(self, look: Look) -> None:
        self._look, self._news = look, Condition()
        self._newest: Letter | None = None
        self._number = 0
        self.readers, self.closed = 0, False

    def first(self) -> tuple[int, Letter | None]:
        """What a reader who comes now finds, with its number."""
        if self._newest is None:
            self._post(self._look(), only_first=True)
        with self._news:
            return self._number, self._newest

    def look(self) -> None:
        """See what the board says now; everybody waiting hears of it when that is new."""
        self._post(self._look())

    def after(self, number: int, seconds: float) -> tuple[int, Letter | None]:
        """The newest letter as soon as it is another than that one; None when none came in time."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self._number != number, max(0.0, seconds))
            return self._number, self._newest if self._number != number else None

    def close(self) -> None:
        """Send everybody home."""
        with self._news:
            self.closed = True
            self._news.notify_all()

    def _post(self, found: Letter | None, only_first: bool = False) -> None:
        with self._news:
            if found is None or (self._newest is not None and (only_first or found.tag == self._newest.tag)):
                return
            self._newest = found
            self._number += 1
            self._news.notify_all()
