"""The true totals: verified sums by activity type, never capped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import LedgerEntry, Tally
from app.queries.horizon import Horizon
from app.rulebook.rules import Headline

Totals = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline and its total."""

    headline: Headline
    total: int


def verified_totals(horizon: Horizon) -> Totals:
    """By activity type. Live totals are kept beside the ledger; an earlier point is summed from its entries."""
    campaign_id = horizon.stage.campaign.id
    if horizon.seq is None:
        rows = db.session.execute(
            select(Tally.activity_code, Tally.verified_quantity).where(Tally.campaign_id == campaign_id)
        )
        return {row[0]: row[1] for row in rows}
    rows = db.session.execute(
        select(LedgerEntry.activity_code, func.sum(LedgerEntry.verified_quantity))
        .where(
            LedgerEntry.campaign_id == campaign_id,
            LedgerEntry.seq <= horizon.seq,
            LedgerEntry.activity_code.is_not(None),
        )
        .group_by(LedgerEntry.activity_code)
    )
    return {row[0]: int(row[1]) for row in rows}


def headline_figures(headlines: Iterable[Headline], totals: Totals) -> list[Figure]:
    """Each headline's activities share one unit, so their sum means something."""
    return [Figure(each, sum(totals.get(code, 0) for code in each.activities)) for each in headlines]
