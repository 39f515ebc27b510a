"""Shelves: where bytes lie under a name. One small interface over obstore, so that another store is a setting."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from uuid import uuid4

import obstore
from obstore.store import LocalStore

ARRIVING = "arriving"


class Item(NamedTuple):
    """Something on a shelf: its name, bytes, and when it was put there."""

    name: str
    size: int
    at: datetime


class Shelf(Protocol):
    """What a store of photos must be able to do; `put` returns when a power cut can no longer take the bytes away."""

    def put(self, name: str, body: bytes) -> None: ...
    def get(self, name: str) -> bytes | None: ...
    def find(self, name: str) -> Item | None: ...
    def delete(self, names: Iterable[str]) -> None: ...
    def items(self) -> Iterator[Item]: ...
    def delete_older(self, name: str, than: datetime) -> bool: ...


class LocalShelf:
    """A folder. obstore renames into place but syncs nothing to the disk: that is done here around it.

    A process that was forked after its parent used obstore would wait forever: nothing that serves pages forks.
    """

    def __init__(self, folder: Path, durable: bool = True) -> None:
        self._folder, self._durable = folder, durable
        self._store = LocalStore(folder, mkdir=True)
        self._sync(folder.parent)

    def put(self, name: str, body: bytes) -> None:
        """Sync the bytes, rename, sync the folders: a name is never seen without its whole body, nor lost again."""
        arriving = f"{ARRIVING}/{uuid4()}"
        obstore.put(self._store, arriving, body, use_multipart=False)
        self._sync(self._folder / arriving)
        obstore.rename(self._store, arriving, name)
        for folder in (self._folder / name).parents:
            self._sync(folder)
            if folder == self._folder:
                return

    def get(self, name: str) -> bytes | None:
        try:
            return bytes(obstore.get(self._store, name).bytes())
        except FileNotFoundError:
            return None

    def find(self, name: str) -> Item | None:
        try:
            return _item(obstore.head(self._store, name))
        except FileNotFoundError:
            return None

    def delete(self, names: Iterable[str]) -> None:
        """Gone, also when some were gone before."""
        for name in names:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, name)

    def items(self) -> Iterator[Item]:
        """Everything, in no order; what is still arriving as well."""
        for some in obstore.list(self._store, chunk_size=1000):
            yield from map(_item, some)

    def delete_older(self, name: str, than: datetime) -> bool:
        """Delete what was put before that instant; what somebody puts meanwhile under the same name stays."""
        aside = f"{ARRIVING}/{uuid4()}"
        try:
            obstore.rename(self._store, name, aside)
        except FileNotFoundError:
            return False
        found = self.find(aside)
        if found and found.at >= than:
            obstore.rename(self._store, aside, name)
            return False
        self.delete([aside])
        return True

    def _sync(self, path: Path) -> None:
        if self._durable:
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _item(meta: Mapping[str, Any]) -> Item:
    return Item(meta["path"], meta["size"], meta["last_modified"])
