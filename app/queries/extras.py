"""What was posted beside the lines, and which teams an annulment bars from awards."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Campaign, Decision, Enrolment, Extra, Report, Team
from app.queries.rights import Rights

MOST_ID = 2**31


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


def team_of(campaign: Campaign, code: str) -> Enrolment | None:
    """The place in the campaign of the team with that code."""
    return db.session.scalar(
        select(Enrolment)
        .join(Team, Team.id == Enrolment.team_id)
        .where(Enrolment.campaign_id == campaign.id, Team.code == code)
        .options(joinedload(Enrolment.team).joinedload(Team.unit))
    )


def find(rights: Rights, number: int) -> Extra | None:
    """The posting with that number, if its team is of a unit the person is an officer of."""
    found = db.session.get(Extra, number) if number < MOST_ID else None
    return found if found and rights.covers(found.enrolment.team.unit.path, "officer") else None


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
