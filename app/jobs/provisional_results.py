"""Once the data are closed and the day of the provisional results has come, every team is told of its sheet, once."""

from sqlalchemy import select

from app.database import db, transaction
from app.models import Enrolment
from app.queries.campaigns import Stage, all_campaigns, stage
from app.rulebook.deadlines import start_of
from app.services import claims, locks, notices
from app.services.notices import Told

JOB = "provisional_results"


def run() -> list[str]:
    """Tell the teams of every campaign that has come so far; returns the campaigns' codes."""
    return [each.code for each in all_campaigns() if _is_due(stage(each)) and _tell(stage(each))]


def _is_due(where: Stage) -> bool:
    begins = start_of(where.calendar.deadlines.provisional, where.campaign.zone)
    return where.data_closed and where.now >= begins and not where.is_final


def _tell(where: Stage) -> bool:
    campaign = where.campaign
    with transaction():
        locks.hold_campaign(campaign)
        if not claims.claim(JOB, campaign.code):
            return False
        until = f"{where.calendar.deadlines.recheck_until:%d/%m/%Y}"
        facts = {"campaign": campaign.code, "name": campaign.name, "until": until}
        teams = db.session.scalars(select(Enrolment.id).where(Enrolment.campaign_id == campaign.id))
        notices.tell(Told("provisional_results", f"provisional:{campaign.code}", each, facts) for each in teams)
        return True
