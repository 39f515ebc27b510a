"""How far long work is, kept beside the database: the transaction that does the work cannot tell before its commit."""

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic

Advance = Callable[[int, int], object]
"""Told by who works: so many of so many are done."""
EVERY = 0.25  # seconds between two marks on the disk


def unseen(_done: int, _total: int) -> None:
    """For work that nobody watches."""


class Progress:
    """Marks in a folder, one a piece of work; a lost one costs nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def marks(self, name: str) -> Advance:
        """What tells of this piece of work; it writes at most four times a second, and the end always."""
        last = monotonic() - EVERY

        def advance(done: int, total: int) -> None:
            nonlocal last
            if monotonic() - last >= EVERY or done == total:
                last = monotonic()
                self._mark(name, f"{done} {total}")

        return advance

    def read(self, name: str) -> tuple[int, int] | None:
        """So many of so many; None when nothing is known."""
        try:
            done, total = self._path(name).read_text(encoding="ascii").split()
            return int(done), int(total)
        except (OSError, ValueError):
            return None

    def forget(self, name: str) -> None:
        """The work is over."""
        self._path(name).unlink(missing_ok=True)

    def _mark(self, name: str, text: str) -> None:
        """Renamed into place: a reader sees one mark or the next, never half of one."""
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._path(name).with_suffix(".mark")
        aside.write_text(text, encoding="ascii")
        os.replace(aside, self._path(name))

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.progress"
