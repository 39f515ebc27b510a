"""Files that errands leave to be fetched: whole or not there, and gone after a day."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO


class Parcels:
    """A folder with one file an errand, named by it."""

    def __init__(self, folder: Path, durable: bool = True) -> None:
        self._folder, self._durable = folder, durable

    @contextmanager
    def packed(self, name: str) -> Iterator[BinaryIO]:
        """Write here what is to be fetched; it is there when the block ends, and not at all when it fails."""
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / f"{name}.packing"
        try:
            with aside.open("wb") as out:
                yield out
                out.flush()
                if self._durable:
                    os.fsync(out.fileno())
            os.replace(aside, self.path(name))
        finally:
            aside.unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        """Where the file lies, if it does."""
        return self._folder / name

    def sweep(self, than: datetime) -> int:
        """Delete what was left before that instant, marks and halves of files too; returns how many."""
        old = [each for each in self._files() if each.stat().st_mtime < than.timestamp()]
        for each in old:
            each.unlink(missing_ok=True)
        return len(old)

    def _files(self) -> Iterator[Path]:
        if self._folder.is_dir():
            yield from (each for each in self._folder.iterdir() if each.is_file())
