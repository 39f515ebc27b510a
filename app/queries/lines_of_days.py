"""One team's days, asked in one go when they are settled: lines verified, and what is posted for them."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import bindparam, or_, select

from app.models.decisions import SETTLED_KINDS
from app.queries.lines import DECISION, ENTRY, LINE, OF_LINE, REPORT, VERDICT, Found, Held, Posted
from app.rulebook.worth import Line
from app.spelled import Row
from app.statements import Statement

COUNTING = or_(*(DECISION.c.kind == each for each in SETTLED_KINDS))
OF_DAYS = Statement(
    select(REPORT.c.id, *OF_LINE, ENTRY.c.verified_quantity, ENTRY.c.scored_quantity, ENTRY.c.points)
    .select_from(REPORT)  # its decision before its lines: SQLite looks things up in the order in which they stand here
    .outerjoin(DECISION, (DECISION.c.id == REPORT.c.decision_id) & (REPORT.c.state == "decided") & COUNTING)
    .join(LINE, LINE.c.report_id == REPORT.c.id)
    .outerjoin(
        VERDICT,
        (VERDICT.c.decision_id == DECISION.c.id) & (VERDICT.c.line_id == LINE.c.id) & (VERDICT.c.verdict == "verified"),
    )
    .outerjoin(ENTRY, ENTRY.c.line_id == LINE.c.id)
    .where(
        REPORT.c.enrolment_id == bindparam("enrolment"),
        REPORT.c.activity_day.between(bindparam("first"), bindparam("last")),
    )
)


def of_days(enrolment_id: int, first: date, last: date, without: Collection[int]) -> tuple[Found, Held]:
    """What one enrolment's lines of those days hold verified, and what is posted for them; one query.

    `without` leaves out verdicts on reports (by id) being decided now.
    """
    return read(OF_DAYS.rows({"enrolment": enrolment_id, "first": first, "last": last}), without)


def read(rows: Iterable[Row], without: Collection[int]) -> tuple[Found, Held]:
    """The same from rows at hand. A report with entries never changes its day."""
    found: dict[int, tuple[int, Line]] = {}
    held: Held = {}
    for report_id, key, *told, verified, scored, points in rows:
        line = Line(key, *told)
        if line.quantity is not None and report_id not in without:
            found[key] = (report_id, line)
        if points is not None:
            if before := held.get(key):
                verified, scored, points = verified + before.verified, scored + before.scored, points + before.points
            of = line.report_id, line.activity_code, line.activity_day
            held[key] = Posted(key, report_id, *of, verified, scored, points)
    return list(found.values()), held
