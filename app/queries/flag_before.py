"""What teams did before a report, of the kinds that it claims: its quantities are held against it."""

from datetime import timedelta

from sqlalchemy import ARRAY, Integer, String, and_, bindparam, func, select, true

from app.models import Report, ReportLine, Verdict
from app.queries.flag_rows import Rows, was_sent

REMEMBERED = timedelta(days=45)
LATEST = 12
"""What a team usually does: its last twelve of a kind, of the last 45 days."""

DONE = func.coalesce(Verdict.verified_quantity, ReportLine.claimed)
BEFORE: Rows = (
    select(Report.enrolment_id, ReportLine.activity_code, Report.activity_day, DONE)
    .join(ReportLine, ReportLine.report_id == Report.id)
    .outerjoin(Verdict, and_(Verdict.decision_id == Report.decision_id, Verdict.line_id == ReportLine.id))
    .where(
        Report.enrolment_id.in_(bindparam("enrolments", expanding=True)),
        Report.activity_day.between(bindparam("first"), bindparam("last")),
        was_sent(Report),
        ReportLine.activity_code.in_(bindparam("codes", expanding=True)),
        DONE > 0,
    )
    .order_by(Report.activity_day, Report.id)
)
KINDS = func.unnest(bindparam("codes", type_=ARRAY(String))).table_valued("code", name="kinds").render_derived()
NEWEST = (
    select(Report.id, Report.activity_day, DONE.label("done"))
    .select_from(Report)
    .join(ReportLine, and_(ReportLine.report_id == Report.id, ReportLine.activity_code == KINDS.c.code))
    .outerjoin(Verdict, and_(Verdict.decision_id == Report.decision_id, Verdict.line_id == ReportLine.id))
    .where(
        Report.enrolment_id == bindparam("enrolment"),
        Report.activity_day.between(bindparam("first"), bindparam("last")),
        was_sent(Report),
        DONE > 0,
    )
    .order_by(Report.activity_day.desc())
    .fetch(LATEST, with_ties=True)
    .lateral("newest")
)
LATEST_BEFORE: Rows = (
    select(bindparam("enrolment", type_=Integer), KINDS.c.code, NEWEST.c.activity_day, NEWEST.c.done)
    .select_from(KINDS.join(NEWEST, true()))
    .order_by(NEWEST.c.activity_day, NEWEST.c.id)
)
"""As `BEFORE` for one enrolment on PostgreSQL, which stops at the latest of each kind; a day is read to its end."""
