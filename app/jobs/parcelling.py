"""A file that an errand leaves for the page that watches it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from app.extensions import parcels
from app.models import Errand


@contextmanager
def parcel(errand: Errand, name: str, media_type: str) -> Iterator[tuple[BinaryIO, dict[str, Any]]]:
    """Where to write the file that the page will offer under that name, and the facts that say so."""
    facts: dict[str, Any] = {"file": {"name": name, "type": media_type}}
    with parcels().packed(errand.uuid) as out:
        yield out, facts
        facts["file"]["size"] = out.tell()
