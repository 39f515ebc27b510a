"""Copies of the standings at a ledger sequence, for a reason; they never change."""

from datetime import date

from sqlalchemy import insert

from app import clock
from app.database import db
from app.models import Campaign, Snapshot, SnapshotRow
from app.queries.board import Place, copy_figures, places
from app.queries.rules import rule_book
from app.services import ledger


def take(campaign: Campaign, reason: str, day: date) -> Snapshot:
    """Copy every ranked team's figures and ranks as they stand now."""
    db.session.flush()
    tie_break = rule_book(campaign.id).newest.tie_break
    overall = places(campaign, tie_break)
    in_cluster = _cluster_ranks(overall, tie_break, campaign)
    snapshot = Snapshot(
        campaign_id=campaign.id,
        reason=reason,
        day=day,
        seq=ledger.sequence(campaign.id),
        taken_at=clock.now(),
    )
    db.session.add(snapshot)
    db.session.flush()
    if overall:
        db.session.execute(
            insert(SnapshotRow),
            [
                {
                    "snapshot_id": snapshot.id,
                    "enrolment_id": each.enrolment.id,
                    "rank": each.rank,
                    "cluster_rank": in_cluster[each.enrolment.id],
                    **copy_figures(each.figures),
                }
                for each in overall
            ],
        )
    return snapshot


def _cluster_ranks(overall: list[Place], tie_break: tuple[str, ...], campaign: Campaign) -> dict[int, int]:
    codes = {each.enrolment.cluster.code for each in overall}
    return {each.enrolment.id: each.rank for code in codes for each in places(campaign, tie_break, cluster_code=code)}
