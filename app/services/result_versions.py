"""One version of the results as it will stand: snapshot, prizes, milestone, signed checkpoint, and who is told."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert

from app import clock
from app.database import db
from app.models import Award, Campaign, Milestone, Person, Result, ResultSubmission, SpecialAward
from app.queries import results as queries
from app.queries.campaigns import stage
from app.queries.proposed_results import Proposal
from app.services import certificates, checkpoints, notices, snapshots
from app.services.campaigns import mark
from app.services.notices import Told


def keep(
    campaign: Campaign, found: Proposal, submission: ResultSubmission, by: Person, number: str, decided_on: date
) -> Result:
    """Snapshot, prizes, milestone, signed checkpoint: the version as it will stand."""
    kind, reason = ("amend", "amendment") if submission.changes else ("finalise", "result")
    today = clock.local_day(clock.now(), campaign.zone)
    snapshot = snapshots.take(campaign, reason, today)
    milestone = mark(
        campaign, kind, by, snapshot.seq, submission.reason, decision_number=number, decision_date=decided_on
    )
    result = Result(
        campaign_id=campaign.id,
        number=submission.number,
        milestone_id=milestone.id,
        snapshot_id=snapshot.id,
        submission_id=submission.id,
        seq=snapshot.seq,
        at=clock.now(),
        decision_number=number,
        decision_date=decided_on,
        reason=submission.reason,
        digest=found.digest,
        facts=found.body,
        sheet=found.sheet,
    )
    db.session.add(result)
    db.session.flush()
    _give(found, result, milestone)
    certificates.issue(result, by)
    checkpoints.take(campaign, kind, result.seq, found.digest)
    return result


def _give(found: Proposal, result: Result, milestone: Milestone) -> None:
    prizes: Sequence[Mapping[str, Any]] = [
        {
            "milestone_id": milestone.id,
            "snapshot_id": result.snapshot_id,
            "enrolment_id": each.contender.key,
            "prize_code": each.prize,
            "rank": each.rank,
        }
        for cluster in found.clusters
        for each in cluster.placed
        if each.prize
    ]
    if prizes:
        db.session.execute(insert(Award), prizes)
    specials = [
        {
            "result_id": result.id,
            "code": each.code,
            "enrolment_id": each.enrolment_id,
            "unit_id": each.unit_id,
            "nomination_id": each.nomination_id,
            "name": each.name,
            "unit_name": each.unit_name,
            "why": each.why,
        }
        for each in found.specials
    ]
    if specials:
        db.session.execute(insert(SpecialAward), specials)


def tell_touched(campaign: Campaign, before: Result, after: Result) -> None:
    """Every team whose prize an amendment gives, takes or changes is told so."""
    old, new = ({each.enrolment_id: each.prize_code for each in queries.awards_of(one)} for one in (before, after))
    labels = {each.code: each.label for each in stage(campaign).book.newest.prizes}
    notices.tell(
        Told(
            "result_amended",
            f"result:{after.id}",
            each,
            {
                "campaign": campaign.code,
                "name": campaign.name,
                "number": after.number,
                "before": labels.get(old.get(each, ""), ""),
                "after": labels.get(new.get(each, ""), ""),
            },
        )
        for each in sorted(old.keys() | new.keys())
        if old.get(each) != new.get(each)
    )
