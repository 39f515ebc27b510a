"""A result is laid before the Standing Committee by one person and approved by another; then it never changes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app import clock
from app.database import db
from app.models import (
    Campaign,
    Person,
    Result,
    ResultSubmission,
    SubmissionAnswer,
)
from app.queries import results as queries
from app.queries.blockers import blockers
from app.queries.campaigns import Stage, stage
from app.queries.competitors import competes
from app.queries.deciders import deciding_roles
from app.queries.proposed_results import Proposal, proposal
from app.queries.rights import rights_of
from app.services import audit, locks, notices, result_versions
from app.services.amendments import Changes, make
from app.services.refusals import Refused


def submit(campaign: Campaign, uuid: str, by: Person, reason: str, changes: Changes = ()) -> ResultSubmission:
    """An officer lays the result before the signatories, or once it is announced an amendment with its changes.

    What is submitted is what would be decided now: if it moves until the answer, it must be submitted again. The same
    form sent twice submits once.
    """
    locks.hold_campaign(campaign)
    known = queries.submission_by(uuid)
    if known is not None:
        if (known.campaign_id, known.by_id) != (campaign.id, by.id):
            raise Refused("form_used")
        return known
    where = _open_to(campaign, by, "officer", amending=bool(changes))
    found = _as_changed(where, changes, by, reason)
    made = ResultSubmission(
        uuid=uuid,
        campaign_id=campaign.id,
        number=queries.next_number(campaign),
        by=by,
        at=clock.now(),
        seq=found.seq,
        digest=found.digest,
        reason=reason,
        changes=[dict(each) for each in changes],
    )
    db.session.add(made)
    db.session.flush()
    audit.record("result.submitted", by, f"campaign:{campaign.code}", number=made.number, digest=made.digest)
    _tell("result_submitted", f"submission:{made.id}", campaign, _signatories(campaign))
    return made


def send_back(submission: ResultSubmission, by: Person, reason: str) -> SubmissionAnswer:
    """A signatory does not approve, and says why; nothing moves."""
    campaign = submission.campaign
    locks.hold_campaign(campaign)
    _to_answer(submission, by)
    answer = _answer(submission, "returned", by, reason=reason)
    _tell("result_returned", f"submission:{submission.id}", campaign, [submission.by_id], reason=reason)
    return answer


def approve(submission: ResultSubmission, by: Person, number: str, decided_on: date) -> Result:
    """A signatory approves, under the decision's number and date: results, audit and checkpoint land together."""
    campaign = submission.campaign
    locks.hold_campaign(campaign)
    where = _to_answer(submission, by)
    if submission.changes:
        make(where, submission.changes, submission.by, submission.reason)
    found = proposal(campaign, submission.number)
    if found.digest != submission.digest:
        raise Refused("result_moved")
    before = queries.newest(campaign)
    _answer(submission, "approved", by, decision_number=number, decision_date=decided_on)
    result = result_versions.keep(campaign, found, submission, by, number, decided_on)
    if before is not None:
        result_versions.tell_touched(campaign, before, result)
    return result


def _open_to(campaign: Campaign, by: Person, role: str, amending: bool) -> Stage:
    """Whether this person may move the result now; refuses with the first thing that stands in the way."""
    if not rights_of(by).covers(campaign.unit.path, role) or competes(by, campaign):
        raise Refused("not_yours_to_decide_results")
    where = stage(campaign)
    if amending and not where.announcement:
        raise Refused("not_announced")
    if not amending and where.is_final:
        raise Refused("results_final")
    for each in blockers(where):
        raise Refused(each.code, count=each.count, fault=each.fault)
    return where


def _to_answer(submission: ResultSubmission, by: Person) -> Stage:
    """Whether this person may answer it: it must be the newest, without an answer, and somebody else's."""
    if submission.by_id == by.id:
        raise Refused("four_eyes")
    waiting = queries.open_submission(submission.campaign)
    if waiting is None or waiting.id != submission.id:
        raise Refused("submission_answered")
    return _open_to(submission.campaign, by, "signatory", amending=bool(submission.changes))


def _as_changed(where: Stage, changes: Changes, by: Person, reason: str) -> Proposal:
    """What the result would be with these changes, which are taken back at once."""
    number = queries.next_number(where.campaign)
    if not changes:
        return proposal(where.campaign, number)
    trial = db.session.begin_nested()
    try:
        make(where, changes, by, reason)
        return proposal(where.campaign, number)
    finally:
        trial.rollback()


def _answer(submission: ResultSubmission, verdict: str, by: Person, **said: Any) -> SubmissionAnswer:
    answer = SubmissionAnswer(
        submission_id=submission.id,
        submitted_by_id=submission.by_id,
        verdict=verdict,
        by_id=by.id,
        at=clock.now(),
        **said,
    )
    db.session.add(answer)
    db.session.flush()
    code = submission.campaign.code
    audit.record(f"result.{verdict}", by, f"campaign:{code}", number=submission.number, digest=submission.digest)
    return answer


def _signatories(campaign: Campaign) -> list[int]:
    able = deciding_roles(("signatory",))
    return sorted({each.person_id for each in able if campaign.unit.path.startswith(each.path)})


def _tell(kind: str, cause: str, campaign: Campaign, whom: Iterable[int], **more: str) -> None:
    facts = {"campaign": campaign.code, "name": campaign.name, **more}
    notices.tell_each(kind, cause, dict.fromkeys(whom, facts), clock.wall())
