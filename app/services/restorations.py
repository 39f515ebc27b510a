"""What a granted re-check may not bring back: a presence that another report of the team counts by now."""

from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.models import Attendance, Report
from app.queries.cases import Case
from app.queries.organising import recorded
from app.queries.presence import presences
from app.rulebook.presence import Presence, clash
from app.rulebook.rules import RuleSet
from app.services.decision_rows import Ruling
from app.services.refusals import Refused


def refuse_repetition(case: Case, rulings: Sequence[Ruling], is_annulled: bool, rules: RuleSet) -> None:
    """While nothing of it counted, its hours were free for another report, and its training for another tick."""
    codes = {each.id: each.activity_code for each in case.lines}
    counted = frozenset(codes[each.line_id] for each in rulings if each.quantity)
    hours = db.session.execute(select(Report.begins_at, Report.ends_at).where(Report.id == case.id)).one()
    members = db.session.scalars(select(Attendance.person_id).where(Attendance.report_id == case.id))
    others = presences(case.enrolment_id, case.activity_day, without=case.id)
    found = clash(Presence(counted, frozenset(members), *hours), others, rules.exclusions)
    repeated = set(found or ())
    if case.origin == "organiser" and is_annulled:
        repeated |= {code for code in counted if recorded([case.enrolment_id], code, case.activity_day)}
    if repeated:
        raise Refused("recheck_repeats", activities=[rules.activity(code).label for code in sorted(repeated)])
