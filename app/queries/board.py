"""The board: standings or one snapshot of them, ranked. Never a sum over the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Enrolment, Snapshot, SnapshotRow, Standing, Team
from app.models.figures import FIGURES
from app.rulebook.ranking import Row, TieFacts, rank


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a board; `figures` holds the columns of models/figures.py."""

    rank: int
    shared: bool
    enrolment: Enrolment
    figures: Any

    @property
    def team(self) -> Team:
        return self.enrolment.team


def places(
    campaign: Campaign,
    tie_break: tuple[str, ...],
    snapshot: Snapshot | None = None,
    cluster_code: str | None = None,
) -> list[Place]:
    """All ranked teams in rank order, now or as a snapshot kept them; ranked within the cluster when one is named."""
    kept = _rows(campaign, snapshot)
    if cluster_code is not None:
        kept = [each for each in kept if each.enrolment.cluster.code == cluster_code]
    return ranked(kept, tie_break)


def ranked(kept: Sequence[Any], tie_break: tuple[str, ...]) -> list[Place]:
    """Rank rows that carry `enrolment` and the figures' columns."""
    by_id = {each.enrolment_id: each for each in kept}
    rows = [Row(each.enrolment_id, each.enrolment.team.code, each.points, tie_facts(each)) for each in kept]
    return [
        Place(
            found.rank,
            found.shared,
            by_id[_id(found.row)].enrolment,
            by_id[_id(found.row)],
        )
        for found in rank(rows, tie_break)
    ]


def tie_facts(figures: Any) -> TieFacts:
    """What the figures say about ties."""
    return TieFacts(
        sundays=figures.sundays_deployed,
        dossiers=figures.dossiers,
        first_time=figures.reports_first_time,
        decided=figures.reports_decided,
        penalty_points=figures.penalty_points,
        hamlets=figures.hamlets,
    )


def _id(row: Row) -> int:
    assert isinstance(row.key, int)
    return row.key


def _rows(campaign: Campaign, snapshot: Snapshot | None) -> Sequence[Any]:
    table: Any = Standing if snapshot is None else SnapshotRow
    query = (
        select(table)
        .join(Enrolment, Enrolment.id == table.enrolment_id)
        .where(Enrolment.campaign_id == campaign.id, Enrolment.ranked.is_(True))
        .options(
            joinedload(table.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
            joinedload(table.enrolment).joinedload(Enrolment.cluster),
        )
    )
    if snapshot is not None:
        query = query.where(SnapshotRow.snapshot_id == snapshot.id)
    return db.session.scalars(query).all()


def copy_figures(row: Any) -> dict[str, Any]:
    """The figures' columns of one row, to be kept in a snapshot."""
    return {name: getattr(row, name) for name in FIGURES}


def standing_of(enrolment: Enrolment) -> Standing | None:
    """One enrolment's figures now."""
    return db.session.get(Standing, enrolment.id)
