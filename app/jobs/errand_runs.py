"""What does the work of each kind of errand: a function of the errand and of what tells how far it is.

It returns facts for the page, plain values only. One that leaves a file writes it with `packed` and returns what that
says.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from app.extensions import parcels
from app.jobs import batch_errands
from app.models import Errand
from app.outside.progress import Advance

Run = Callable[[Errand, Advance], dict[str, Any]]

RUNS: Mapping[str, Run] = {
    "batch_preview": batch_errands.preview,
    "batch_application": batch_errands.apply,
}


@contextmanager
def packed(errand: Errand, name: str, media_type: str) -> Iterator[tuple[BinaryIO, dict[str, Any]]]:
    """Where to write the file that the page will offer under that name, and the facts that say so."""
    facts: dict[str, Any] = {"file": {"name": name, "type": media_type}}
    with parcels().packed(errand.uuid) as out:
        yield out, facts
        facts["file"]["size"] = out.tell()
