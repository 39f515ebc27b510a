"""The provincial union runs its campaign: loads the rules, freezes the board, announces the winners."""

from datetime import date

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Campaign, Milestone, Person
from app.queries.campaigns import stage
from app.queries.checkpoints import last_check
from app.queries.invariants.links import broken_links
from app.queries.past_board import last_before_freeze
from app.queries.rechecks import open_in
from app.queries.waiting import count_undecided
from app.rulebook.phases import freezes_at
from app.services import audit, awards, checkpoints, ledger, notices, snapshots
from app.services.refusals import Refused

TOLD_AS = {"board_freeze": "board_frozen", "announce": "results_announced"}


def freeze(campaign: Campaign, by: Person, reason: str) -> Milestone:
    """Hold the public board until the announcement, at the last entry or where the calendar holds it already."""
    lock(campaign)
    where = stage(campaign)
    if "board_freeze" in where.kinds or where.is_final:
        raise Refused("already_frozen")
    held = (last_before_freeze(where), freezes_at(where.calendar)) if where.is_frozen else (None, None)
    frozen = snapshots.take(campaign, "board_freeze", clock.local_day(clock.now(), campaign.zone), *held)
    checkpoints.take(campaign, "board_freeze", frozen.seq)
    return _mark(campaign, "board_freeze", by, frozen.seq, reason=reason)


def announce(campaign: Campaign, by: Person, number: str, decided_on: date) -> Milestone:
    """Copy the standings out as the result and give the prizes, under the decision's number and date."""
    lock(campaign)
    if stage(campaign).announcement:
        raise Refused("already_announced")
    undecided = count_undecided(campaign)
    if undecided:
        raise Refused("reports_undecided", count=undecided)
    unanswered = open_in(campaign)
    if unanswered:
        raise Refused("rechecks_unanswered", count=unanswered)
    _prove(campaign)
    result = snapshots.take(campaign, "result", clock.local_day(clock.now(), campaign.zone))
    milestone = _mark(campaign, "announce", by, result.seq, decision_number=number, decision_date=decided_on)
    awards.give(campaign, result, milestone)
    checkpoints.take(campaign, "announce", result.seq)
    return milestone


def _prove(campaign: Campaign) -> None:
    """Nothing is announced on a ledger that does not hold, or that the independent verifier found broken last night."""
    faults = list(broken_links(campaign))
    last = last_check(campaign)
    if last is not None and not last.intact:
        faults.append(last.verdict)
    if faults:
        raise Refused("ledger_broken", fault=faults[0])


def lock(campaign: Campaign) -> None:
    """First in the order of locks: whoever moves the campaign itself waits for those who decide in it."""
    db.session.execute(select(Campaign.id).where(Campaign.id == campaign.id).with_for_update())


def _mark(
    campaign: Campaign,
    kind: str,
    by: Person,
    seq: int,
    reason: str = "",
    decision_number: str = "",
    decision_date: date | None = None,
) -> Milestone:
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
    notices.tell_everybody(TOLD_AS[kind], f"milestone:{milestone.id}", campaign, facts)
    audit.record(f"campaign.{kind}", by, f"campaign:{campaign.code}", seq=seq)
    return milestone
