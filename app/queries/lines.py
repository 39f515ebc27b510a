"""The verified lines of enrolments and what the ledger has posted for them."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from app.database import Base, db
from app.models.decisions import SETTLED_KINDS
from app.rulebook.worth import Line


class Posted(NamedTuple):
    """The sums of one line's entries, and the day and report they belong to."""

    line_id: int
    report_id: int
    report_uuid: str
    activity_code: str
    activity_day: date
    verified: int
    scored: int
    points: int


Found = list[tuple[int, Line]]
"""Verified lines, each with its report's id."""
Held = dict[Hashable, Posted]
"""What is posted, by line id."""


REPORT, LINE, DECISION, VERDICT, ENTRY = (
    Base.metadata.tables[name] for name in ("reports", "report_lines", "decisions", "verdicts", "ledger_entries")
)
# Statements are made once: making one costs several times what asking it does.
OF_LINE = (
    LINE.c.id,
    LINE.c.activity_code,
    REPORT.c.activity_day,
    VERDICT.c.verified_quantity,
    REPORT.c.late,
    REPORT.c.team_size,
    REPORT.c.first_submitted_at,
    REPORT.c.uuid,
    LINE.c.position,
)
"""The columns of a Line, in its order."""
VERIFIED = (
    select(REPORT.c.enrolment_id, REPORT.c.id, *OF_LINE)
    .join(LINE, LINE.c.report_id == REPORT.c.id)
    .join(DECISION, DECISION.c.id == REPORT.c.decision_id)
    .join(VERDICT, (VERDICT.c.decision_id == DECISION.c.id) & (VERDICT.c.line_id == LINE.c.id))
    .where(
        REPORT.c.enrolment_id.in_(bindparam("enrolments", expanding=True)),
        REPORT.c.activity_day.between(bindparam("first"), bindparam("last")),
        REPORT.c.state == "decided",
        DECISION.c.kind.in_(SETTLED_KINDS),
        VERDICT.c.verdict == "verified",
    )
)
POSTED = (
    select(
        ENTRY.c.enrolment_id,
        ENTRY.c.line_id,
        ENTRY.c.report_id,
        REPORT.c.uuid,
        ENTRY.c.activity_code,
        ENTRY.c.activity_day,
        func.sum(ENTRY.c.verified_quantity),
        func.sum(ENTRY.c.scored_quantity),
        func.sum(ENTRY.c.points),
    )
    .join(REPORT, REPORT.c.id == ENTRY.c.report_id)
    .where(
        ENTRY.c.enrolment_id.in_(bindparam("enrolments", expanding=True)),
        ENTRY.c.activity_day.between(bindparam("first"), bindparam("last")),
        ENTRY.c.line_id.is_not(None),
    )
    .group_by(
        ENTRY.c.enrolment_id,
        ENTRY.c.line_id,
        ENTRY.c.report_id,
        REPORT.c.uuid,
        ENTRY.c.activity_code,
        ENTRY.c.activity_day,
    )
)


def verified_lines(enrolment_id: int, first: date, last: date) -> Found:
    """Lines whose live decision verified them, on days `first` to `last`."""
    return lines_by_enrolment([enrolment_id], first, last)[enrolment_id]


def lines_by_enrolment(enrolment_ids: Collection[int], first: date, last: date) -> Mapping[int, Found]:
    """The same for many enrolments at once; an enrolment without lines has an empty list."""
    found: defaultdict[int, Found] = defaultdict(list)
    rows: Any = db.session.connection().execute(
        VERIFIED, {"enrolments": list(enrolment_ids), "first": first, "last": last}
    )
    for row in rows:
        found[row[0]].append((row[1], Line(*row[2:])))
    return found


def posted_by_enrolment(enrolment_ids: Collection[int], first: date, last: date) -> Mapping[int, Held]:
    """What the ledger holds for each line of those days, for many enrolments at once."""
    held: defaultdict[int, Held] = defaultdict(dict)
    rows: Any = db.session.connection().execute(
        POSTED, {"enrolments": list(enrolment_ids), "first": first, "last": last}
    )
    for row in rows:
        held[row[0]][row[1]] = Posted(*row[1:6], *map(int, row[6:]))
    return held
