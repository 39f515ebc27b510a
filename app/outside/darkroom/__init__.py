"""The darkroom: pictures from outside are opened, checked and developed in processes of their own, under limits."""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

INSIDE = Path(__file__).parent
MOST_BYTES = 12 * 1024 * 1024
WALL = 22  # seconds a file may keep the darkroom busy; its own process is told to stop before
log = logging.getLogger(__name__)
AT_ONCE = BoundedSemaphore(2)
"""A picture may take 120 MiB for a moment: a process that serves pages develops two at a time, the others wait."""


@dataclass(frozen=True, slots=True)
class BadPhoto:
    """A file that cannot be kept; `code` is 'size', 'pixels', 'format', 'heic', 'broken' or 'slow'."""

    code: str
    cpu: float = 0.0
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Developed:
    """A photo and its thumbnail as JPEG without metadata, its fingerprint, and when its camera says it was taken.

    `taken_at` is the camera's clock, without a zone; `cpu` in seconds and `memory` in bytes are what it took.
    """

    body: bytes
    thumbnail: bytes
    width: int
    height: int
    fingerprint: int
    taken_at: datetime | None
    cpu: float
    memory: int


def develop(files: Sequence[IO[bytes]]) -> list[Developed | BadPhoto]:
    """Each file developed, or what is wrong with it; one that breaks its process harms no other."""
    with ExitStack() as open_files, AT_ONCE:
        copies = [open_files.enter_context(tempfile.TemporaryFile()) for _ in files]
        for file, copy in zip(files, copies, strict=True):
            copy.write(file.read(MOST_BYTES + 1))
            copy.flush()
        found = list(_read(_said([each.fileno() for each in copies])))
    return found + [BadPhoto("slow")] * (len(files) - len(found))


def _said(descriptors: list[int]) -> bytes:
    """What the darkroom says of each file, one after the other; less than all when the machine has no room for it."""
    if not descriptors:
        return b""
    try:
        return subprocess.run(
            [sys.executable, "-I", str(INSIDE), *map(str, descriptors)],
            pass_fds=descriptors,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=WALL * len(descriptors),
            check=True,
            env={},
        ).stdout
    except (subprocess.SubprocessError, MemoryError):
        log.exception("the darkroom failed")
        return b""


def _read(said: bytes) -> Iterator[Developed | BadPhoto]:
    stream = BytesIO(said)
    while line := stream.readline():
        about = json.loads(line)
        if "bad" in about:
            yield BadPhoto(about["bad"], about["cpu"], about["rss"])
            continue
        body, thumbnail = (stream.read(size) for size in about["sizes"])
        taken_at = datetime.fromisoformat(about["taken_at"]) if about["taken_at"] else None
        size = about["width"], about["height"]
        yield Developed(body, thumbnail, *size, about["fingerprint"], taken_at, about["cpu"], about["rss"])
