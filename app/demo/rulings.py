"""What the plan says a verifier found, in the words of the services."""

from app.demo.plans import LinePlan, ReportPlan
from app.models import Report
from app.services.decision_rows import Ruling


def rulings(plan: ReportPlan, report: Report) -> tuple[Ruling, ...]:
    """Line by line; in a returned report the lines without a reason are accepted."""
    ids = {each.activity_code: each.id for each in report.lines}
    return tuple(_ruling(ids[each.code], each, plan.state == "returned") for each in plan.lines)


def _ruling(line_id: int, line: LinePlan, is_returned: bool) -> Ruling:
    if is_returned:
        return Ruling(line_id, "returned" if line.reason else "accepted", 0, line.reason)
    verdict = "rejected" if line.verified is None else "verified"
    return Ruling(line_id, verdict, line.verified or 0, line.reason)
