"""Which decision of each report counts: the live one, or the one that counted at an earlier ledger sequence."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select

from app.models import Decision, Enrolment, Report


def live_decisions(campaign_id: int, enrolment_ids: Collection[int], as_of: int | None = None) -> Select[Any]:
    """Ids of the decisions that count for those enrolments, one per report that has any."""
    mine = (Enrolment.campaign_id == campaign_id, Report.enrolment_id.in_(enrolment_ids))
    if as_of is None:
        return (
            select(Report.decision_id)
            .join(Enrolment, Enrolment.id == Report.enrolment_id)
            .where(*mine, Report.state == "decided")
        )
    return (
        select(func.max(Decision.id))
        .join(Report, Report.id == Decision.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(*mine, Decision.seq <= as_of)
        .group_by(Decision.report_id)
    )
