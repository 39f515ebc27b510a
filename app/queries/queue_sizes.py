"""How many reports wait for each verifier: the queue's own rule, asked for everybody at once."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Enrolment, Report, Team
from app.queries.campaigns import all_campaigns, stage
from app.queries.deciders import deciders, nearest

AT_ONCE = 1000


def waiting_by_person() -> Counter[int]:
    """By person id the reports that wait for them, in campaigns that still take decisions."""
    open_now = [each.id for each in all_campaigns() if stage(each).decisions_open]
    found: Counter[int] = Counter()
    last = 0
    while reports := _submitted(open_now, last):
        for able in deciders(reports).values():
            found.update({each.person_id for each in nearest(able)})
        last = reports[-1].id
    return found


def _submitted(campaigns: list[int], after: int) -> list[Report]:
    team = joinedload(Enrolment.team).joinedload(Team.unit)
    return list(
        db.session.scalars(
            select(Report)
            .join(Enrolment, Enrolment.id == Report.enrolment_id)
            .where(Report.state == "submitted", Enrolment.campaign_id.in_(campaigns), Report.id > after)
            .options(joinedload(Report.enrolment).options(team, joinedload(Enrolment.campaign)))
            .order_by(Report.id)
            .limit(AT_ONCE)
        )
    )
