"""The provincial union moves its campaign: freezes the board, closes the data, announces, archives."""

from datetime import date

from app import clock
from app.database import db
from app.models import Campaign, Milestone, Person
from app.queries.campaigns import stage
from app.queries.past_board import last_before_freeze, last_posted
from app.queries.waiting import count_undecided
from app.rulebook.phases import freezes_at, is_shut
from app.services import audit, checkpoints, ledger, notices, snapshots
from app.services.locks import hold_campaign
from app.services.refusals import Refused

TOLD_AS = {"board_freeze": "board_frozen", "announce": "results_announced"}


def freeze(campaign: Campaign, by: Person, reason: str) -> Milestone:
    """Hold the public board until the announcement, at the last entry or where the calendar holds it already."""
    hold_campaign(campaign)
    where = stage(campaign)
    if "board_freeze" in where.kinds or where.is_final:
        raise Refused("already_frozen")
    held = (last_before_freeze(where), freezes_at(where.calendar)) if where.is_frozen else (None, None)
    frozen = snapshots.take(campaign, "board_freeze", clock.local_day(clock.now(), campaign.zone), *held)
    checkpoints.take(campaign, "board_freeze", frozen.seq)
    return mark(campaign, "board_freeze", by, frozen.seq, reason=reason)


def close(campaign: Campaign, by: Person, reason: str) -> Milestone:
    """Close the data (chốt số liệu) before the calendar does: first decisions and reopenings end."""
    hold_campaign(campaign)
    where = stage(campaign)
    if where.is_final or is_shut(where.kinds):
        raise Refused("already_closed")
    undecided = count_undecided(campaign)
    if undecided:
        raise Refused("reports_undecided", count=undecided)
    return mark(campaign, "close", by, last_posted(campaign), reason=reason)


def reopen(campaign: Campaign, by: Person, reason: str) -> Milestone:
    """Take a close back, with a reason: decisions are taken again as far as the calendar lets them."""
    hold_campaign(campaign)
    where = stage(campaign)
    if where.is_final:
        raise Refused("results_final")
    if not is_shut(where.kinds):
        raise Refused("not_closed")
    return mark(campaign, "reopen", by, last_posted(campaign), reason=reason)


def announce(campaign: Campaign, by: Person) -> Milestone:
    """What was finalised becomes public, all at once."""
    hold_campaign(campaign)
    where = stage(campaign)
    if where.announcement:
        raise Refused("already_announced")
    if "finalise" not in where.kinds:
        raise Refused("not_finalised")
    return mark(campaign, "announce", by, last_posted(campaign))


def archive(campaign: Campaign, by: Person, reason: str) -> Milestone:
    """Put an announced campaign into the archive; its pages stay where they are."""
    hold_campaign(campaign)
    where = stage(campaign)
    if not where.announcement:
        raise Refused("not_announced")
    if "archive" in where.kinds:
        raise Refused("already_archived")
    return mark(campaign, "archive", by, last_posted(campaign), reason=reason)


def mark(
    campaign: Campaign,
    kind: str,
    by: Person,
    seq: int,
    reason: str = "",
    decision_number: str = "",
    decision_date: date | None = None,
) -> Milestone:
    """Record one step of the campaign, tell whom it concerns and the open pages."""
    milestone = Milestone(
        campaign_id=campaign.id,
        kind=kind,
        at=clock.now(),
        seq=seq,
        actor_id=by.id,
        reason=reason,
        decision_number=decision_number,
        decision_date=decision_date,
    )
    db.session.add(milestone)
    db.session.flush()
    ledger.tell(campaign.id, seq)
    facts = {"campaign": campaign.code, "name": campaign.name}
    if kind in TOLD_AS:
        notices.tell_everybody(TOLD_AS[kind], f"milestone:{milestone.id}", campaign, facts)
    audit.record(f"campaign.{kind}", by, f"campaign:{campaign.code}", seq=seq)
    return milestone
