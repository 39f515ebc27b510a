"""Decisions of one verifier, unit or period looked at again together: previewed, then applied or cancelled as one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import insert

from app import clock
from app.database import db
from app.models import BatchReport, BatchReview, Campaign, Enrolment, Person, Report
from app.outside.progress import Advance, unseen
from app.queries import batch_reviews as queries
from app.queries.batch_reviews import Choice
from app.queries.campaigns import Stage, stage
from app.queries.cases import case_of
from app.queries.involved import involved_in
from app.queries.rule_preview import Effect, effect
from app.services import audit, locks, notices, settlement
from app.services.decision_rows import Judgement
from app.services.differences import Cause
from app.services.entries import Movement
from app.services.judgements import land
from app.services.locks import hold_campaign
from app.services.notices import Told
from app.services.refusals import Refused

MOST = 20_000
TEAMS_AT_ONCE = 200


def open_batch(uuid: str, campaign: Campaign, choice: Choice, reason: str, by: Person) -> BatchReview:
    """Take the reports of a choice together, with a reason; nothing moves yet. The same form sent twice opens once."""
    hold_campaign(campaign)
    known = queries.find([campaign], uuid)
    if known is not None:
        return known
    _refuse_late(stage(campaign), choice.effect)
    batch = BatchReview(
        uuid=uuid,
        campaign_id=campaign.id,
        effect=choice.effect,
        person_id=choice.person.id if choice.person else None,
        unit_id=choice.unit.id if choice.unit else None,
        from_day=choice.from_day,
        to_day=choice.to_day,
        reason=reason,
        opened_by_id=by.id,
        opened_at=clock.now(),
    )
    db.session.add(batch)
    db.session.flush()
    rows = queries.kept(batch, queries.taken_in(campaign, choice))
    db.session.execute(insert(BatchReport).from_select(("batch_id", "report_id", "decision_id"), rows))
    count = queries.size(batch)
    if not 0 < count <= MOST:
        raise Refused("batch_size", count=count, most=MOST)
    audit.record("batch_review.opened", by, f"campaign:{campaign.code}", batch=uuid, reports=count, reason=reason)
    return batch


def preview(batch: BatchReview, campaign: Campaign, by: Person, advance: Advance = unseen) -> Effect:
    """What applying it would do to every team's points and rank; nothing is written, two queries for 200 teams.

    Only where a monthly cap is at work are whole months read, with two more.
    """
    book, teams = stage(campaign).book, queries.by_team(batch)
    cause, touched, entries = Cause("preview", "preview", by), defaultdict[int, Mapping[date, int]](dict), 0
    ids = list(teams)
    for start in range(0, len(ids), TEAMS_AT_ONCE):
        some = ids[start : start + TEAMS_AT_ONCE]
        lines, held = settlement.around(some, (batch.from_day, batch.to_day), book)
        for each in some:
            left = [line for line in lines[each] if line[0] not in teams[each]]
            days = sorted({line.activity_day for report_id, line in lines[each] if report_id in teams[each]})
            moved = list(settlement.compare(days, left, held[each], book, cause))
            entries += len(moved)
            touched[each] = _by_day(moved)
        advance(min(start + TEAMS_AT_ONCE, len(ids)), len(ids))
    tie_break = book.newest.tie_break
    return effect(campaign, touched, entries, (tie_break, tie_break))


def apply(batch: BatchReview, campaign: Campaign, by: Person, advance: Advance = unseen) -> int:
    """Take all of its decisions back, or annul them, in one go; returns how many. Every team touched is told."""
    hold_campaign(campaign)
    where = _still_open(batch, campaign)
    _refuse_late(where, batch.effect)
    changed = queries.changed_since(batch)
    if changed:
        raise Refused("batch_changed", count=changed)
    told, done, count = [], 0, queries.size(batch)
    for enrolment_id, report_ids in queries.by_team(batch).items():
        locks.lock(db.session.get_one(Enrolment, enrolment_id))
        _land(queries.reports_of(report_ids), batch, where, by)
        facts = {"count": len(report_ids), "effect": batch.effect, "campaign": campaign.code}
        told.append(Told("batch_reviewed", f"batch:{batch.id}", enrolment_id, facts))
        done += len(report_ids)
        advance(done, count)
    notices.tell(told)
    batch.applied_by_id, batch.applied_at = by.id, clock.now()
    audit.record("batch_review.applied", by, f"campaign:{campaign.code}", batch=batch.uuid, reports=count)
    return count


def cancel(batch: BatchReview, campaign: Campaign, by: Person) -> None:
    """Nothing of it happens."""
    hold_campaign(campaign)
    _still_open(batch, campaign)
    batch.cancelled_by_id, batch.cancelled_at = by.id, clock.now()
    audit.record("batch_review.cancelled", by, f"campaign:{campaign.code}", batch=batch.uuid)


def _land(reports: Sequence[Report], batch: BatchReview, where: Stage, by: Person) -> None:
    if any(by.id in people for people in involved_in(reports, [by.id]).values()):
        raise Refused("own_team", team=reports[0].enrolment.team.name)
    judgements = [Judgement(case_of(each), batch.effect, (), by.actor, clock.now(), batch.reason) for each in reports]
    land(judgements, "batch_review", where.book, actor=by.actor)


def _still_open(batch: BatchReview, campaign: Campaign) -> Stage:
    """Read anew under the campaign's lock."""
    db.session.refresh(batch)
    if not batch.is_open:
        raise Refused("batch_closed", at=batch.applied_at or batch.cancelled_at)
    return stage(campaign)


def _refuse_late(where: Stage, effect: str) -> None:
    """What is taken back must still be decided anew; what is annulled may be until the results are final."""
    if where.is_final:
        raise Refused("results_final")
    if effect == "reopened" and not where.decisions_open:
        raise Refused("decisions_closed")


def _by_day(moved: Sequence[Movement]) -> Mapping[date, int]:
    found: defaultdict[date, int] = defaultdict(int)
    for each in moved:
        assert each.activity_day is not None
        found[each.activity_day] += each.points
    return found
