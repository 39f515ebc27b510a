"""What verifiers' work comes to, counted from decisions and second looks: for the job that prepares the figures."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import aliased

from app.clock import wall
from app.database import db
from app.models import Campaign, CrossCheck, Decision, Enrolment, Person, Report, RoleGrant, Unit, Verdict
from app.queries.campaigns import Stage
from app.rulebook.appraised import Appraised, median

AT_ONCE = 5_000
MINUTE = timedelta(minutes=1)


def advanced_to(where: Stage) -> str:
    """Changes whenever the figures may: with a decision, a closed second look, a version of the rules; empty before."""
    campaign = where.campaign
    last = db.session.scalar(
        select(Decision.id)
        .join(Report, Report.id == Decision.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(Enrolment.campaign_id == campaign.id)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    looks = db.session.scalar(select(func.count()).where(*_closed(campaign)))
    return f"{campaign.id}:{last}:{looks}:{where.book.number}" if last else ""


def counted(where: Stage) -> dict[int, Appraised]:
    """By person id what everybody's work in the campaign comes to; three queries, whatever the number of people."""
    campaign, found = where.campaign, defaultdict[int, dict[str, int]](dict)
    for name, rows in (
        (("checked", "overturned"), _lots_drawn(campaign)),
        (("gave", "agreed"), _looks_given(campaign)),
    ):
        for person_id, many, of_them in rows:
            found[person_id] |= {name[0]: many, name[1]: int(of_them)}
    for person_id, counts in _decided(where).items():
        found[person_id] |= counts
    return {person_id: Appraised(**counts) for person_id, counts in found.items()}


def units_of(person_ids: Collection[int], campaign: Campaign) -> dict[int, str]:
    """By person id the path of the unit they verify for, else the one they are an officer of; the latest role first."""
    at, best = wall(), dict[int, tuple[tuple[bool, bool, int], str]]()
    grants = (
        select(RoleGrant, Unit.path)
        .join(Unit, Unit.id == RoleGrant.unit_id)
        .where(RoleGrant.person_id.in_(person_ids), RoleGrant.role.in_(("verifier", "officer")))
    )
    for grant, path in db.session.execute(grants):
        if path.startswith(campaign.unit.path) or campaign.unit.path.startswith(path):
            order = (grant.is_active(at), grant.role == "verifier", grant.id)
            best[grant.person_id] = max((order, path), best.get(grant.person_id, (order, path)))
    return {person_id: path for person_id, (_order, path) in best.items()}


def _decided(where: Stage) -> dict[int, dict[str, int]]:
    """What they decided first; the first answer to a report, a return too, says how long its team waited."""
    hours = timedelta(hours=where.calendar.deadlines.verify_hours)
    waited, reduced = defaultdict[int, list[int]](list), defaultdict[int, int](int)
    in_time = defaultdict[int, int](int)
    for person_id, sent, answered, lowered in db.session.execute(_first(where.campaign)):
        waited[person_id].append(max(0, (answered - sent) // MINUTE))
        in_time[person_id] += answered - sent <= hours
        reduced[person_id] += bool(lowered)
    return {
        each: {
            "decided": len(minutes),
            "in_time": in_time[each],
            "reduced": reduced[each],
            "median_minutes": median(minutes),
        }
        for each, minutes in waited.items()
    }


def _first(campaign: Campaign) -> Any:
    """First decisions: whose, when the report was sent, when it was first answered, whether a line was lowered."""
    earlier, answer = aliased(Decision), aliased(Decision)
    lowered = select(Verdict.id).where(Verdict.decision_id == Decision.id, Verdict.verified_quantity < Verdict.claimed)
    return (
        select(
            Decision.by_id,
            func.coalesce(Report.first_submitted_at, Report.created_at),
            answer.decided_at,
            lowered.exists(),
        )
        .join(Report, Report.id == Decision.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Person, Person.id == Decision.by_id)
        .join(answer, (answer.report_id == Report.id) & answer.follows_id.is_(None))
        .where(
            Enrolment.campaign_id == campaign.id,
            Report.origin != "organiser",
            Decision.kind == "decided",
            Person.is_system.is_(False),
            ~select(earlier.id)
            .where(earlier.report_id == Decision.report_id, earlier.kind == "decided", earlier.id < Decision.id)
            .exists(),
        )
        .execution_options(yield_per=AT_ONCE)
    )


def _lots_drawn(campaign: Campaign) -> Any:
    """Only what the lot chose: flagged reports are the doubtful ones, and would make everybody look worse."""
    return db.session.execute(
        select(Decision.by_id, func.count(), _sum(CrossCheck.outcome == "changed"))
        .join(Decision, Decision.id == CrossCheck.first_id)
        .where(*_closed(campaign), CrossCheck.because == "sample")
        .group_by(Decision.by_id)
    )


def _looks_given(campaign: Campaign) -> Any:
    return db.session.execute(
        select(CrossCheck.by_id, func.count(), _sum(CrossCheck.outcome == "agreed"))
        .where(*_closed(campaign))
        .group_by(CrossCheck.by_id)
    )


def _closed(campaign: Campaign) -> tuple[ColumnElement[bool], ...]:
    return CrossCheck.campaign_id == campaign.id, CrossCheck.outcome.is_not(None)


def _sum(what: ColumnElement[bool]) -> Any:
    return func.sum(cast(what, Integer))
