"""Reports whose figures fell a lot when somebody looked a second time."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Decision, Enrolment, Report, ReportLine, Verdict
from app.queries.campaigns import Stage

MORE_THAN = 20  # percent; domain.md 3.5


def lowered(where: Stage) -> dict[int, int]:
    """By report id the points that the excess was worth, at least 1; before peaks and caps, as a proposal."""
    before = aliased(Verdict)
    reopened, first = aliased(Decision), aliased(Decision)
    rows: Iterable[Any] = db.session.execute(
        select(
            Report.id,
            ReportLine.activity_code,
            Report.activity_day,
            before.verified_quantity,
            Verdict.verified_quantity,
        )
        .join(Decision, Decision.id == Report.decision_id)
        .join(reopened, reopened.id == Decision.follows_id)
        .join(first, first.id == reopened.follows_id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .join(before, (before.decision_id == first.id) & (before.line_id == Verdict.line_id))
        .join(ReportLine, ReportLine.id == Verdict.line_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(
            Enrolment.campaign_id == where.campaign.id,
            Decision.kind == "decided",
            reopened.kind == "reopened",
            before.verified_quantity * (100 - MORE_THAN) > Verdict.verified_quantity * 100,
        )
    )
    excess: defaultdict[int, int] = defaultdict(int)
    for report_id, code, day, was, now in rows:
        activity = where.book.on(day).by_code.get(code)
        excess[report_id] += (was - now) // activity.block * activity.points if activity else 0
    return {report_id: max(1, points) for report_id, points in excess.items()}
