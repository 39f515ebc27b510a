"""What does the work of each kind of errand: a function of the errand and of what tells how far it is.

It returns facts for the page, plain values only. One that leaves a file writes it with `parcelling.parcel` and returns
what that says.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.jobs import batch_errands, result_errands
from app.models import Errand
from app.outside.progress import Advance

Run = Callable[[Errand, Advance], dict[str, Any]]

RUNS: Mapping[str, Run] = {
    "batch_preview": batch_errands.preview,
    "batch_application": batch_errands.apply,
    "ledger_proof": result_errands.prove,
    "certificates": result_errands.print_certificates,
}

LANDINGS: Mapping[str, Callable[[Errand, dict[str, Any]], None]] = {
    "ledger_proof": result_errands.keep_proof,
}
"""What is written, with the errand's end, of what a kind that only reads has found."""
