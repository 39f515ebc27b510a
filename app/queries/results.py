"""The results of a campaign: its versions, their prizes, and what was laid before the signatories."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Award, Campaign, Cluster, Enrolment, Result, ResultSubmission, SpecialAward, Team


def versions(campaign: Campaign) -> Sequence[Result]:
    """All versions, the first decided first."""
    return db.session.scalars(
        select(Result)
        .where(Result.campaign_id == campaign.id)
        .order_by(Result.number)
        .options(joinedload(Result.snapshot))
    ).all()


def newest(campaign: Campaign) -> Result | None:
    """The version that holds."""
    return next(iter(reversed(versions(campaign))), None)


def awards_of(result: Result) -> list[Award]:
    """The prizes of one version, best first, with their teams, units and clusters."""
    return list(
        db.session.scalars(
            select(Award)
            .join(Enrolment, Enrolment.id == Award.enrolment_id)
            .join(Cluster, Cluster.id == Enrolment.cluster_id)
            .where(Award.milestone_id == result.milestone_id)
            .options(
                joinedload(Award.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
                joinedload(Award.enrolment).joinedload(Enrolment.cluster),
            )
            .order_by(Cluster.position, Award.rank, Award.id)
        )
    )


def specials_of(result: Result) -> Sequence[SpecialAward]:
    """The special awards of one version, in the order in which they were decided."""
    return db.session.scalars(
        select(SpecialAward).where(SpecialAward.result_id == result.id).order_by(SpecialAward.id)
    ).all()


def submissions(campaign: Campaign) -> Sequence[ResultSubmission]:
    """What was laid before the signatories, newest first, with the answers."""
    return db.session.scalars(
        select(ResultSubmission)
        .where(ResultSubmission.campaign_id == campaign.id)
        .options(joinedload(ResultSubmission.by), joinedload(ResultSubmission.answer))
        .order_by(ResultSubmission.id.desc())
    ).all()


def submission_by(uuid: str) -> ResultSubmission | None:
    return db.session.scalar(select(ResultSubmission).where(ResultSubmission.uuid == uuid))


def open_submission(campaign: Campaign) -> ResultSubmission | None:
    """The one that waits for an answer: a newer one takes an older one's place."""
    found = next(iter(submissions(campaign)), None)
    return found if found and found.answer is None else None


def next_number(campaign: Campaign) -> int:
    """The number of the version to come."""
    last = db.session.scalar(select(func.max(Result.number)).where(Result.campaign_id == campaign.id))
    return (last or 0) + 1
