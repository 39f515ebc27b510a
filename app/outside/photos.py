"""The store of photos: each under its own SHA-256, its thumbnail beside it, durable before anybody is told."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.outside.darkroom import Developed
from app.outside.shelves import ARRIVING, LocalShelf, Shelf

SHA256 = re.compile(r"[0-9a-f]{64}")
FULL, SMALL = "", "-320"


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo in the store: its name there, bytes, sides in pixels, fingerprint, its camera's time without a zone."""

    sha256: str
    size: int
    width: int
    height: int
    fingerprint: int
    taken_at: datetime | None


class PhotoStore:
    """Photos by content on some shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def keep(self, photo: Developed) -> Kept:
        """Store photo and thumbnail; what lies there already is put anew, so that it is whole and nobody sweeps it."""
        kept = described(photo)
        self.keep_under(kept.sha256, photo)
        return kept

    def keep_under(self, name: str, photo: Developed) -> None:
        """Store photo and thumbnail under another name of 64 hexadecimal digits: nothing else shares the files."""
        self._shelf.put(_name(name, SMALL), photo.thumbnail)
        self._shelf.put(_name(name, FULL), photo.body)

    def read(self, sha256: str, small: bool = False) -> bytes | None:
        """The JPEG's bytes, or its thumbnail's; None when there is no such photo."""
        return self._shelf.get(_name(sha256, SMALL if small else FULL)) if SHA256.fullmatch(sha256) else None

    def is_whole(self, sha256: str, size: int) -> bool:
        """Whether photo and thumbnail are there, the photo with that many bytes."""
        full, small = (self._shelf.find(_name(sha256, each)) for each in (FULL, SMALL))
        return full is not None and full.size == size and small is not None and small.size > 0

    def is_there(self, sha256: str) -> bool:
        """Whether anything of it is left."""
        return any(self._shelf.find(_name(sha256, each)) for each in (FULL, SMALL))

    def destroy(self, sha256s: Iterable[str]) -> None:
        """No photo and no thumbnail of that name any more."""
        self._shelf.delete(_name(each, kind) for each in sha256s for kind in (FULL, SMALL))

    def older(self, than: datetime) -> Iterator[tuple[str, str]]:
        """What was put before that instant: its name, and the photo's SHA-256 ('' for an upload broken off)."""
        for item in self._shelf.items():
            if item.at < than:
                yield item.name, item.name[3:67] if not item.name.startswith(ARRIVING) else ""

    def sweep(self, name: str, than: datetime) -> bool:
        """Take one name off the shelf, unless it was put there again since."""
        return self._shelf.delete_older(name, than)


def local(folder: Path, durable: bool = True) -> PhotoStore:
    """The photos in a folder; only tests and the demonstration do without `durable`."""
    return PhotoStore(LocalShelf(folder, durable))


def described(photo: Developed) -> Kept:
    """The photo as it will be known."""
    name = hashlib.sha256(photo.body).hexdigest()
    return Kept(name, len(photo.body), photo.width, photo.height, photo.fingerprint, photo.taken_at)


def _name(sha256: str, kind: str) -> str:
    return f"{sha256[:2]}/{sha256}{kind}.jpg"
