"""Photos: checked by content, re-encoded without any metadata, kept in a folder under their own SHA-256."""

import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 80


class BadPhoto(Exception):
    """The file cannot be kept; `code` is 'size', 'format' or 'pixels'."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo in the store: its name there, bytes, and sides in pixels."""

    sha256: str
    size: int
    width: int
    height: int


def keep(data: bytes, folder: Path) -> Kept:
    """Re-encode and store the photo durably before anybody is told; raises BadPhoto."""
    picture = _opened(data)
    body = _encoded(picture)
    name = hashlib.sha256(body).hexdigest()
    path = path_of(name, folder)
    if not path.exists():
        _write_durably(path, body)
    return Kept(name, len(body), *picture.size)


def path_of(sha256: str, folder: Path) -> Path:
    """Where the photo with that hash lies."""
    return folder / sha256[:2] / f"{sha256}.jpg"


def _opened(data: bytes) -> Image.Image:
    if len(data) > MOST_BYTES:
        raise BadPhoto("size")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadPhoto("pixels")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            turned = ImageOps.exif_transpose(picture).convert("RGB")
    except BadPhoto:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadPhoto("format") from error
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", turned.size)
    clean.paste(turned)
    return clean


def _encoded(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _write_durably(path: Path, body: bytes) -> None:
    """fsync, rename, fsync of the folder: an acknowledged photo is there after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as temporary:
        temporary.write(body)
        temporary.flush()
        os.fsync(temporary.fileno())
    os.replace(temporary.name, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
