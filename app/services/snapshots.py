"""Copies of the standings at a ledger sequence, for a reason; they never change."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from app import clock
from app.database import db
from app.models import Campaign, Snapshot, SnapshotRow
from app.queries.board import Place, copy_figures, places, ranked
from app.queries.past_board import is_past, last_posted, rows_as_of
from app.queries.rules import rule_book


def take(
    campaign: Campaign, reason: str, day: date, as_of: int | None = None, until: datetime | None = None
) -> Snapshot:
    """Copy every ranked team's figures and ranks as they stand now, or as they stood at a sequence and instant."""
    db.session.flush()
    tie_break = rule_book(campaign.id).newest.tie_break
    seq = last_posted(campaign) if as_of is None else as_of
    past = is_past(campaign, seq, until)
    overall = ranked(rows_as_of(campaign, seq, until), tie_break) if past else places(campaign, tie_break)
    in_cluster = _cluster_ranks(overall, tie_break)
    snapshot = Snapshot(
        campaign_id=campaign.id,
        reason=reason,
        day=day,
        seq=seq,
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


def _cluster_ranks(overall: list[Place], tie_break: tuple[str, ...]) -> dict[int, int]:
    clusters: defaultdict[int, list[Any]] = defaultdict(list)
    for each in overall:
        clusters[each.enrolment.cluster_id].append(each.figures)
    return {each.enrolment.id: each.rank for rows in clusters.values() for each in ranked(rows, tie_break)}
