"""The ledger as lines of canonical JSON (contract, section 5), streamed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Enrolment, LedgerEntry, Person, Report, Team

AT_ONCE = 1000
KEYS = (
    "prev",
    "seq",
    "campaign",
    "team_code",
    "report_id",
    "activity_code",
    "activity_day",
    "kind",
    "verified_quantity",
    "scored_quantity",
    "points",
    "rules_version",
    "actor",
    "reason",
    "posted_at",
    "hash",
)


def lines(campaign: Campaign) -> Iterator[bytes]:
    """One object a line, in sequence; `prev` and `hash` are null in entries that are not chained yet."""
    found = db.session.execute(
        select(LedgerEntry, Team.code, Report.uuid, Person.uuid)
        .join(Enrolment, Enrolment.id == LedgerEntry.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Person, Person.id == LedgerEntry.actor_id)
        .outerjoin(Report, Report.id == LedgerEntry.report_id)
        .where(LedgerEntry.campaign_id == campaign.id)
        .order_by(LedgerEntry.seq)
        .execution_options(yield_per=AT_ONCE)
    )
    for row in found:
        yield canonical(_line(row, campaign.code))


def canonical(line: dict[str, Any]) -> bytes:
    """Compact JSON in UTF-8, keys in their order, one LF."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _line(row: Any, campaign_code: str) -> dict[str, Any]:
    entry, team_code, report_uuid, actor_uuid = row
    told = {
        "campaign": campaign_code,
        "team_code": team_code,
        "report_id": report_uuid,
        "activity_day": entry.activity_day and entry.activity_day.isoformat(),
        "actor": actor_uuid,
        "posted_at": _instant(entry.posted_at),
    }
    return {key: told[key] if key in told else getattr(entry, key) for key in KEYS}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
