"""What still waits for a decision."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from app.database import db
from app.models import Campaign, Enrolment, JobClaim, Report, RuleVersion

UNDECIDED = ("submitted", "returned")


def sent_on(day: date, enrolment_ids: Collection[int]) -> Sequence[str]:
    """The undecided reports, by uuid, that these teams sent of that day."""
    mine = Report.activity_day == day, Report.enrolment_id.in_(enrolment_ids)
    return db.session.scalars(select(Report.uuid).where(Report.state == "submitted", *mine)).all()


class Version(NamedTuple):
    """One version of a campaign's rules; `period` is what a job claims for it."""

    campaign_id: int
    code: str
    number: int
    effective_from: date

    @property
    def period(self) -> str:
        return f"{self.code}:{self.number}"


def versions_without(job: str) -> list[Version]:
    """The versions of all campaigns' rules that this job has not claimed yet, in the order in which they were made."""
    claimed = set(db.session.scalars(select(JobClaim.period).where(JobClaim.job == job)))
    rows = db.session.execute(
        select(Campaign.id, Campaign.code, RuleVersion.number, RuleVersion.effective_from)
        .join(Campaign, Campaign.id == RuleVersion.campaign_id)
        .order_by(RuleVersion.id)
    )
    return [each for each in (Version(*row) for row in rows) if each.period not in claimed]


def sent_since(day: date, campaign_id: int, after: int, limit: int) -> list[tuple[int, str]]:
    """Id and uuid of the campaign's undecided reports of that day or later, by their ids from the next one on."""
    rows = db.session.execute(
        select(Report.id, Report.uuid)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(
            Report.state == "submitted",
            Report.activity_day >= day,
            Enrolment.campaign_id == campaign_id,
            Report.id > after,
        )
        .order_by(Report.id)
        .limit(limit)
    )
    return [(key, uuid) for key, uuid in rows]


def count_undecided(campaign: Campaign) -> int:
    """Reports sent and not decided, those returned to their team included."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Report)
            .join(Enrolment, Enrolment.id == Report.enrolment_id)
            .where(Enrolment.campaign_id == campaign.id, Report.state.in_(UNDECIDED))
        )
        or 0
    )
