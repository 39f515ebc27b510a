"""Standings as CSV and JSON (contract, section 4), byte for byte the same on both databases."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Enrolment, LedgerHead, Team
from app.queries.board import Place, places, ranked
from app.queries.campaigns import Stage, stage
from app.queries.figures import figures
from app.rulebook.text import guarded

FIGURES = (
    "points",
    "verified_quantity",
    "scored_quantity",
    "reports_verified",
    "sundays_deployed",
    "badges",
    "last_entry_seq",
)
TEXTS = ("team_code", "team_name", "unit_code", "cluster_code")
COLUMNS = ("rank", *TEXTS, *FIGURES)
BOM = "\ufeff"


def to_csv(campaign: Campaign, cluster: str | None = None, as_of: int | None = None) -> bytes:
    """With BOM, a line per ranked team; text that a spreadsheet would calculate is led by an apostrophe."""
    return as_csv(rows(stage(campaign), cluster, as_of))


def as_csv(found: Iterable[dict[str, Any]]) -> bytes:
    """Rows as they are exported."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in found:
        writer.writerow(row | {name: guarded(row[name]) for name in TEXTS})
    return (BOM + out.getvalue()).encode()


def to_json(campaign: Campaign, cluster: str | None = None, as_of: int | None = None) -> bytes:
    """One object; `provisional` until the results are final."""
    where = stage(campaign)
    found = {
        "campaign": campaign.code,
        "version": where.book.number,
        "as_of_seq": head(campaign) if as_of is None else as_of,
        "provisional": not where.is_final,
        "standings": rows(where, cluster, as_of),
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def rows(
    where: Stage, cluster: str | None = None, as_of: int | None = None, until: datetime | None = None
) -> list[dict[str, Any]]:
    """The true standings in rank order, whatever the public may see; `cluster` ranks within it.

    Of what landed on entry `as_of` without moving a point, `until` leaves out what came later.
    """
    tie_break = where.book.newest.tie_break
    if as_of is None:
        standing = places(where.campaign, tie_break, cluster_code=cluster)
    else:
        standing = ranked(_kept(where.campaign, cluster, as_of, until), tie_break)
    return [_row(each) for each in standing]


def head(campaign: Campaign) -> int:
    """The last sequence of the campaign's chain."""
    return db.session.scalar(select(LedgerHead.seq).where(LedgerHead.campaign_id == campaign.id)) or 0


def _row(place: Place) -> dict[str, Any]:
    team, enrolment = place.team, place.enrolment
    return {
        "rank": place.rank,
        "team_code": team.code,
        "team_name": team.name,
        "unit_code": team.unit.code,
        "cluster_code": enrolment.cluster.code,
        **{name: getattr(place.figures, name) for name in FIGURES},
    }


def _kept(campaign: Campaign, cluster: str | None, as_of: int, until: datetime | None) -> list[Any]:
    enrolments = db.session.scalars(
        select(Enrolment)
        .where(Enrolment.campaign_id == campaign.id, Enrolment.ranked.is_(True))
        .options(joinedload(Enrolment.team).joinedload(Team.unit), joinedload(Enrolment.cluster))
    ).all()
    found = figures(campaign, as_of=as_of, until=until)
    return [
        SimpleNamespace(enrolment=each, enrolment_id=each.id, **found[each.id])
        for each in enrolments
        if cluster in (None, each.cluster.code)
    ]
