"""Invariants of the hash chains: every link holds, says what its row says, and leads to its head and checkpoints."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import (
    AuditEvent,
    AuditHead,
    Campaign,
    Checkpoint,
    LedgerEntry,
    Person,
)
from app.queries.invariants.readings import Reading
from app.rulebook.chain import NO_HASH, digest, instant, prev_of

AT_ONCE = 1000


def ledger_chained() -> Iterator[str]:
    """I8: each campaign's entries are chained without a gap, as their rows say, up to the head's hash."""
    for campaign in db.session.scalars(select(Campaign).order_by(Campaign.id)).all():
        yield from broken_links(campaign)


def broken_links(campaign: Campaign) -> Iterator[str]:
    """The first sequence of the campaign's ledger that does not hold; none when the chain is whole."""
    reading = Reading(campaign)
    for seq, (body, hash_) in enumerate(reading.links(), start=1):
        if reading.fault or digest(body) != hash_:
            yield reading.fault or f"campaign={campaign.code} seq={seq}"
            return
    if reading.fault:
        yield reading.fault


def audit_chained() -> Iterator[str]:
    """I8, I21: the audit log is one chain without a gap, as its rows say, up to the head's hash."""
    head = db.session.get_one(AuditHead, 1, populate_existing=True)
    rows = db.session.execute(
        select(AuditEvent, Person.uuid)
        .join(Person, Person.id == AuditEvent.actor_id)
        .with_only_columns(
            AuditEvent.id,
            AuditEvent.body,
            AuditEvent.hash,
            AuditEvent.at,
            AuditEvent.kind,
            AuditEvent.subject,
            AuditEvent.detail,
            Person.uuid.label("actor"),
        )
        .order_by(AuditEvent.id)
        .execution_options(yield_per=AT_ONCE)
    )
    yield from _walk("audit", ((row.id, row.body, row.hash, _event(row)) for row in rows), head.seq, head.hash)


def checkpoints_hold() -> Iterator[str]:
    """I9: every checkpoint names a hash that its campaign's chain has at that sequence."""
    rows = db.session.execute(
        select(Checkpoint.id, Checkpoint.campaign_id, Checkpoint.seq, Checkpoint.root, LedgerEntry.hash).outerjoin(
            LedgerEntry,
            (LedgerEntry.campaign_id == Checkpoint.campaign_id) & (LedgerEntry.seq == Checkpoint.seq),
        )
    )
    for checkpoint_id, campaign_id, seq, root, found in rows:
        if root != (found if seq else NO_HASH):
            yield f"checkpoint={checkpoint_id} campaign_id={campaign_id} seq={seq}"


def _walk(chain: str, rows: Iterable[tuple[int, str, str, dict[str, Any]]], head: int, root: str) -> Iterator[str]:
    """Follow the chain; what comes after its first broken link says nothing more."""
    last, seq = NO_HASH, 0
    for number, body, hash_, facts in rows:
        seq += 1
        if (
            number != seq
            or prev_of(body) != last
            or digest(body) != hash_
            or json.loads(body) != {**facts, "prev": last}
        ):
            yield f"{chain} seq={seq}"
            return
        last = hash_
    if (seq, last) != (head, root):
        yield f"{chain} head={head} entries={seq}"


def _event(row: Any) -> dict[str, Any]:
    return {
        "seq": row.id,
        "at": instant(row.at),
        "kind": row.kind,
        "actor": row.actor,
        "subject": row.subject,
        "detail": row.detail,
    }
