"""What was posted beside the lines, and which teams an annulment bars from awards."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Decision, Enrolment, Extra, Report, Team


def extras_of(campaign: Campaign) -> list[Extra]:
    """Every posting of the campaign, newest first, with its team and who posted it."""
    return list(
        db.session.scalars(
            select(Extra)
            .join(Enrolment, Enrolment.id == Extra.enrolment_id)
            .where(Enrolment.campaign_id == campaign.id)
            .options(
                joinedload(Extra.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
                joinedload(Extra.report),
                joinedload(Extra.by),
            )
            .order_by(Extra.id.desc())
        )
    )


def barred(campaign: Campaign) -> frozenset[int]:
    """Enrolments that get no award: a session of theirs was annulled, or their eligibility was."""
    annulled = (
        select(Report.enrolment_id)
        .join(Decision, Decision.id == Report.decision_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(Enrolment.campaign_id == campaign.id, Decision.kind == "annulled")
    )
    out = (
        select(Extra.enrolment_id)
        .join(Enrolment, Enrolment.id == Extra.enrolment_id)
        .where(Enrolment.campaign_id == campaign.id, Extra.kind == "annulment")
    )
    return frozenset(db.session.scalars(annulled.union(out)))
