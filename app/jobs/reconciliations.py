"""Whenever the ledger has moved, and for the frozen and the announced board: do board, ledger and export say the same?

Everything is read as of one moment, so nobody who writes waits for it and no half of a decision is seen.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from app import clock
from app.database import one_state, transaction
from app.exports import standings as export
from app.models import Campaign, Reconciliation
from app.queries.campaigns import Stage, all_campaigns, by_code, stage
from app.queries.reconciliation import Line, Lines, Moment, due, in_ledger, on_board
from app.services import claims

JOB = "reconciliations"


def run() -> list[str]:
    """Compare what has not been compared yet; returns `campaign:reason:sequence` for each."""
    return [done for code in [each.code for each in all_campaigns()] for done in _reconcile(code)]


def _reconcile(code: str) -> list[str]:
    with one_state():
        campaign = by_code(code)
        found = [] if campaign is None else _compared(campaign)
    return [done for each in found if (done := _keep(code, each))]


def _compared(campaign: Campaign) -> list[dict[str, Any]]:
    where = stage(campaign)
    return [_compare(where, moment) for moment in due(where)]


def _compare(where: Stage, moment: Moment) -> dict[str, Any]:
    board = on_board(where.campaign, moment)
    ledger = in_ledger(where.campaign, moment, board)
    rows = export.rows(where, None, moment.seq if moment.snapshot else None, moment.until)
    exported = {row["team_code"]: Line(*(row[name] for name in Line._fields)) for row in rows}
    if moment.snapshot:  # a team that has joined since was not on that board
        exported = {code: line for code, line in exported.items() if code in board}
    sources = {"board": board, "ledger": ledger, "export": exported}
    return {
        "campaign_id": where.campaign.id,
        "reason": moment.reason,
        "seq": moment.seq,
        "at": clock.now(),
        "figures": {name: _sums(lines) for name, lines in sources.items()},
        "differing": _differing(sources),
        "export_sha256": sha256(export.as_csv(rows)).hexdigest(),
    }


def _sums(lines: Lines) -> dict[str, int]:
    return {
        "points": sum(each.points for each in lines.values()),
        "verified_quantity": sum(each.verified_quantity for each in lines.values()),
        "scored_quantity": sum(each.scored_quantity for each in lines.values()),
        "teams": len(lines),
        "teams_with_entries": sum(each.last_entry_seq > 0 for each in lines.values()),
    }


def _differing(sources: Mapping[str, Lines]) -> int:
    codes = {code for lines in sources.values() for code in lines}
    return sum(len({lines.get(code) for lines in sources.values()}) > 1 for code in codes)


def _keep(code: str, found: dict[str, Any]) -> str:
    period = f"{code}:{found['reason']}:{found['seq']}"
    with transaction() as session:
        if not claims.claim(JOB, period):
            return ""
        session.add(Reconciliation(**found))
    return period
