"""What waits for each verifier, by its risk: the queue's own rule, asked for everybody at once."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Enrolment, Report, Team
from app.queries.campaigns import all_campaigns, stage
from app.queries.deciders import deciders, deciding_roles, nearest

AT_ONCE = 1000


def waiting_by_person() -> Mapping[int, Counter[tuple[int, int]]]:
    """By person id how many reports of each (campaign id, risk) wait for them, where decisions are still taken."""
    open_now = [each.id for each in all_campaigns() if stage(each).decisions_open]
    found: defaultdict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
    roles = deciding_roles()
    last = 0
    while reports := _submitted(open_now, last):
        able = deciders(reports, roles)
        for report in reports:
            for person_id in {each.person_id for each in nearest(able[report.id])}:
                found[person_id][report.enrolment.campaign_id, report.risk] += 1
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
