"""The ledger and the standings computed again from decisions and rules: they must come out the same."""

from collections.abc import Callable, Collection
from datetime import date
from uuid import uuid4

from sqlalchemy import select, union
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Enrolment, LedgerEntry, Person, Report
from app.services import judgements, ledger, settlement
from app.services.differences import Cause
from app.services.ledger import Movement

REASON = "rebuild"


def enrolments_of(campaign: Campaign) -> list[Enrolment]:
    """All teams of the campaign, in one order."""
    return list(
        db.session.scalars(
            select(Enrolment)
            .where(Enrolment.campaign_id == campaign.id)
            .options(joinedload(Enrolment.team))
            .order_by(Enrolment.id)
        )
    )


def days_of(enrolment: Enrolment) -> Collection[date]:
    """Every day the enrolment has reports or entries of."""
    return db.session.scalars(
        union(
            select(Report.activity_day).where(Report.enrolment_id == enrolment.id),
            select(LedgerEntry.activity_day).where(
                LedgerEntry.enrolment_id == enrolment.id, LedgerEntry.activity_day.is_not(None)
            ),
        )
    ).all()


def missing(enrolment: Enrolment, by: Person) -> list[Movement]:
    """What the ledger would need to say what decisions and rules say; nothing is posted."""
    return list(settlement.differences(enrolment, days_of(enrolment), Cause(REASON, REASON, by.id), {}))


def rebuild(
    campaign: Campaign,
    by: Person,
    check: bool,
    tell: Callable[[int], object] = lambda count: None,
    reason: str = REASON,
) -> list[str]:
    """Settle every team's every day again; returns the differences found, which are posted unless `check`.

    Badges and standings follow, as if everything had been decided now. `reason` is the code the entries show.
    """
    found = []
    after: dict[int, int] = {}
    for enrolment in enrolments_of(campaign):
        cause = Cause(f"{reason}:{uuid4()}", reason, by.id)
        if not check:
            settlement.lock(enrolment)
        movements = list(settlement.differences(enrolment, days_of(enrolment), cause, {}))
        found += [described(enrolment, each) for each in movements]
        if not check:
            after |= ledger.post(campaign.id, {enrolment.id: movements}, {enrolment.id: by.id})
        tell(1)
    if after:
        judgements.follow(campaign, after)
    return found


def described(enrolment: Enrolment, movement: Movement) -> str:
    """One difference as a line for whoever runs the command."""
    return (
        f"{enrolment.team.code} {movement.activity_day} {movement.activity_code} (line {movement.line_id}): "
        f"verified {movement.verified:+d}, scored {movement.scored:+d}, points {movement.points:+d}"
    )
