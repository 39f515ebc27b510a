"""An entry of the ledger before it is posted: what moves, whose it is, and its words in the chain."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from app.models import Actor, Campaign, Person
from app.models.campaigns import Contest
from app.rulebook.chain import instant, link


class Movement(NamedTuple):
    """One entry to be posted: differences, with the reason as a code and the cause that makes it unique."""

    kind: str
    verified: int
    scored: int
    points: int
    rules_version: int
    reason: str
    cause: str
    line_id: int | None = None
    report_id: int | None = None
    report_uuid: str | None = None
    activity_code: str | None = None
    activity_day: date | None = None


class Posting(NamedTuple):
    """One team's movements, and who posts them."""

    enrolment_id: int
    team_code: str
    actor: Person | Actor
    movements: Sequence[Movement]


def entry_of(
    movement: Movement, campaign: Campaign | Contest, seq: int, prev: str, posting: Posting, now: datetime
) -> dict[str, Any]:
    """The row of one entry, chained to the one whose hash is `prev`."""
    chained = link(prev, _words(movement, campaign.code, seq, posting, now))
    return {
        "campaign_id": campaign.id,
        "seq": seq,
        "enrolment_id": posting.enrolment_id,
        "line_id": movement.line_id,
        "report_id": movement.report_id,
        "activity_code": movement.activity_code,
        "activity_day": movement.activity_day,
        "kind": movement.kind,
        "verified_quantity": movement.verified,
        "scored_quantity": movement.scored,
        "points": movement.points,
        "rules_version": movement.rules_version,
        "actor_id": posting.actor.id,
        "reason": movement.reason,
        "cause": movement.cause,
        "posted_at": now,
        "body": chained.body,
        "hash": chained.hash,
    }


def _words(movement: Movement, campaign: str, seq: int, posting: Posting, now: datetime) -> dict[str, Any]:
    """What the chain says of it (docs/ledger.md); free text and names live outside."""
    return {
        "seq": seq,
        "campaign": campaign,
        "team_code": posting.team_code,
        "report_id": movement.report_uuid,
        "activity_code": movement.activity_code,
        "activity_day": movement.activity_day and movement.activity_day.isoformat(),
        "kind": movement.kind,
        "verified_quantity": movement.verified,
        "scored_quantity": movement.scored,
        "points": movement.points,
        "rules_version": movement.rules_version,
        "actor": posting.actor.uuid,
        "reason": movement.reason,
        "posted_at": instant(now),
    }


def is_penalty(movement: Movement) -> bool:
    """A penalty, or the reversal of one: the only reversal that gives points."""
    return movement.kind == "penalty" or (movement.kind == "reversal" and movement.points > 0)
