"""What a batch would do: worked out in the request where that is quick, by the worker where it is not."""

from typing import NamedTuple
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.models import BatchReview, Campaign, Errand
from app.queries import batch_reviews, errands
from app.queries.campaigns import stage
from app.queries.kept_effects import effect_of
from app.queries.rule_preview import Effect
from app.services import batch_reviews as service
from app.services import errands as asking
from app.views.current import person
from app.views.errand_words import said
from app.views.errands import later, mark_of
from app.views.fragments import page_or_fragment
from app.views.policy import policy
from app.views.sight import own_batch

pages = Blueprint("batch_previews", __name__)

AT_ONCE = 2_000  # reports: a third of a second


class Seen(NamedTuple):
    """How far a preview is: not `asked` for yet, under way with a `mark` perhaps, `said` why not, or its effect."""

    effect: Effect | None = None
    asked: Errand | None = None
    mark: tuple[int, int] | None = None
    said: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.asked is not None and self.asked.outcome is None


@pages.get("/batch-reviews/<uuid>/effect")
@policy("batch_review")
def effect(uuid: str) -> ResponseReturnValue:
    """Asked for when the page is there already, so that nobody waits before an empty screen."""
    batch, campaign = own_batch(uuid)
    size = batch_reviews.size(batch)
    return page_or_fragment(
        "batch_reviews/page.html",
        "batch_reviews/_effect.html",
        batch=batch,
        stage=stage(campaign),
        size=size,
        seen=_seen(batch, campaign, size),
        applying=under_way(batch, campaign),
        form_id=str(uuid4()),
    )


@pages.post("/batch-reviews/<uuid>/preview")
@policy("batch_review")
def ask(uuid: str) -> ResponseReturnValue:
    """Have a large one worked out, anew perhaps."""
    batch, campaign = own_batch(uuid)
    if batch.is_open and batch_reviews.size(batch) > AT_ONCE:
        later("batch_preview", campaign, batch=batch.uuid)
    return redirect(url_for("batch_previews.effect", uuid=uuid), code=303)


def ask_first(batch: BatchReview, campaign: Campaign) -> None:
    """A large one is worked out as soon as it is opened, in the same transaction."""
    if batch_reviews.size(batch) > AT_ONCE:
        first = str(uuid5(UUID(batch.uuid), "preview"))
        asking.ask(first, "batch_preview", campaign, person(), batch=batch.uuid)


def under_way(batch: BatchReview, campaign: Campaign) -> Errand | None:
    """Somebody has it applied just now."""
    found = errands.latest("batch_application", campaign, batch=batch.uuid) if batch.is_open else None
    return found if found and found.outcome is None else None


def _seen(batch: BatchReview, campaign: Campaign, size: int) -> Seen:
    if not batch.is_open:
        return Seen()
    if size <= AT_ONCE:
        return Seen(service.preview(batch, campaign, person()))
    asked = errands.latest("batch_preview", campaign, batch=batch.uuid)
    if asked is not None and asked.is_done:
        return Seen(effect_of(asked.facts or {}), asked)
    return Seen(asked=asked, mark=mark_of(asked), said=said(asked) if asked and asked.outcome else "")
