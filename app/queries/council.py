"""What the council has settled: its acts in their order, and the newest of each kind and subject."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, CouncilAct

Choices = Mapping[str, Mapping[str, Any]]
"""By subject, what holds now."""


def acts(campaign: Campaign) -> Sequence[CouncilAct]:
    """Everything the council recorded, in its order: the minutes' bones."""
    return db.session.scalars(
        select(CouncilAct)
        .where(CouncilAct.campaign_id == campaign.id)
        .options(joinedload(CouncilAct.by))
        .order_by(CouncilAct.id)
    ).all()


def holding(found: Sequence[CouncilAct], kind: str) -> dict[str, CouncilAct]:
    """By subject the act that holds; what was taken back is gone."""
    newest = {each.subject: each for each in found if each.kind == kind}
    return {subject: each for subject, each in newest.items() if each.choice is not None}


def orders(found: Sequence[CouncilAct]) -> dict[str, tuple[str, ...]]:
    """By cluster the council's order of teams that nothing else separates."""
    return {subject: tuple((each.choice or {})["teams"]) for subject, each in holding(found, "order").items()}
