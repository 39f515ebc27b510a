"""Whose turn a second look is, and whether there is still something to look at."""

from datetime import date

from sqlalchemy import ColumnElement, Date, bindparam, case, exists, literal, select
from sqlalchemy.orm import aliased

from app.clock import local_day, now
from app.database import db
from app.models import Campaign, CrossCheck, Decision, RecheckAnswer, RecheckRequest, Report, Unit
from app.models.decisions import SETTLED_KINDS
from app.queries.deciders import uninvolved
from app.queries.rights import Rights
from app.queries.scope import within

DECIDED_IT = exists().where(Decision.report_id == Report.id, Decision.by_id == bindparam("person"))
LIVE, LATER = aliased(Decision), aliased(Decision)
STANDS = exists().where(LIVE.id == Report.decision_id, LIVE.kind.in_(SETTLED_KINDS))
REOPENED_SINCE = exists().where(
    LATER.report_id == RecheckRequest.report_id,
    LATER.kind == "reopened",
    LATER.id > RecheckAnswer.judged_id,
)
OVERRULED = (RecheckAnswer.request_id == RecheckRequest.id) & ~REOPENED_SINCE
"""Somebody one level up has answered a re-check of the report, and it has not been reopened since."""
OPEN = (
    CrossCheck.outcome.is_(None)
    & (Report.state == "decided")
    & STANDS
    & ~exists().where(RecheckRequest.report_id == Report.id, OVERRULED)
)
"""There is still something to look at."""


def theirs(rights: Rights) -> ColumnElement[bool]:
    """Asked of a unit this person verifies, or of the province they are an officer of; they had no part in it."""
    own = select(Unit.id).where(within(rights.paths("verifier"))).correlate(None)
    run = select(Campaign.id).join(Unit, Unit.id == Campaign.unit_id).where(within(rights.paths("officer")))
    of_province = CrossCheck.unit_id.is_(None) & CrossCheck.campaign_id.in_(run.correlate(None))
    return (CrossCheck.unit_id.in_(own) | of_province) & uninvolved(_today()) & ~DECIDED_IT


def _today() -> ColumnElement[date]:
    """The day it is where the report's campaign is."""
    zones = db.session.scalars(select(Campaign.zone).distinct()).all()
    days = {zone: literal(local_day(now(), zone), Date) for zone in zones}
    return case(days, value=Campaign.zone) if days else literal(now().date(), Date)
