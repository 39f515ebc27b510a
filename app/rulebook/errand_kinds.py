"""The registry of errands: long work that somebody asked for, and who may have it done.

What does the work of a kind stands in jobs/errand_runs.py, its words in views/errand_words.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrandKind:
    """`roles` over the campaign's unit are asked for again when the work begins; what `writes` lands in one go."""

    roles: tuple[str, ...]
    writes: bool = True


KINDS: Mapping[str, ErrandKind] = {
    "batch_preview": ErrandKind(("officer",), writes=False),
    "batch_application": ErrandKind(("officer",)),
    "ledger_proof": ErrandKind(("officer",), writes=False),
    "certificates": ErrandKind(("officer",), writes=False),
}
