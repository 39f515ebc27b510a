"""Batches of decisions too large for a request: previewed and applied by the worker."""

from typing import Any

from app.models import BatchReview, Errand
from app.outside.progress import Advance
from app.queries import batch_reviews as queries
from app.queries.kept_effects import facts_of
from app.services import batch_reviews


def preview(errand: Errand, advance: Advance) -> dict[str, Any]:
    """What applying it would do, to be shown on the batch's page."""
    return facts_of(batch_reviews.preview(_batch(errand), errand.campaign, errand.by, advance))


def apply(errand: Errand, advance: Advance) -> dict[str, Any]:
    """All of its decisions taken back, or annulled; how many."""
    return {"count": batch_reviews.apply(_batch(errand), errand.campaign, errand.by, advance)}


def _batch(errand: Errand) -> BatchReview:
    found = queries.find([errand.campaign], errand.arguments["batch"])
    assert found is not None
    return found
