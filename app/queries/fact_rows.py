"""The rows that a team's facts are made of: its decided reports, its verified work, its size and its unit's figures."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from app.database import Instant
from app.models import Decision, Place, Report, ReportLine, Verdict
from app.models.decisions import SETTLED_KINDS

NEVER = datetime(9999, 1, 1, tzinfo=UTC)

Rows = Select[*tuple[Any, ...]]


NOW, PAST, CHOSEN = "now", "past", "chosen"
"""Which decisions count: the live ones, those of a ledger sequence, the live ones of some reports alone."""


@cache
def reports(which: str) -> Rows:
    """One row per decided report, in the order of `deeds.Seen`."""
    verified = Verdict.verdict == "verified"
    return (
        select(
            Report.enrolment_id,
            Report.origin,
            Report.joint_session_id,
            Report.late,
            Report.activity_day,
            Report.place_id,
            func.coalesce(func.max(Place.hamlet), ""),
            Report.members_present,
            Report.team_size,
            Decision.first_look,
            func.count().filter(verified),
            func.count().filter(verified & (Verdict.verified_quantity == Verdict.claimed)),
            func.count(),
            func.sum(Verdict.claimed),
            func.sum(Verdict.verified_quantity),
        )
        .join(Decision, Decision.report_id == Report.id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .outerjoin(Place, Place.id == Report.place_id)
        .where(*_settled(which))
        .group_by(Report.id, Decision.first_look)
    )


@cache
def work(which: str) -> Rows:
    """How many verified lines hold which quantity, by activity and day, in the order of `deeds.Work`."""
    by = (Report.enrolment_id, ReportLine.activity_code, Report.activity_day, Verdict.verified_quantity)
    return (
        select(*by, func.count())
        .join(Decision, Decision.report_id == Report.id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .join(ReportLine, ReportLine.id == Verdict.line_id)
        .where(*_settled(which), Verdict.verdict == "verified", Verdict.verified_quantity > 0)
        .group_by(*by)
    )


ENROLMENTS: BindParameter[int] = bindparam("enrolments", expanding=True)
REPORTS: BindParameter[int] = bindparam("reports", expanding=True)


def _settled(which: str) -> tuple[ColumnElement[bool], ...]:
    """Reports whose decision verified or rejected their lines and counts."""
    mine = (
        Report.id.in_(bindparam("reports", expanding=True)) if which == CHOSEN else Report.enrolment_id.in_(ENROLMENTS)
    )
    if which == PAST:
        return Decision.id.in_(last_decisions(ENROLMENTS)), Decision.kind.in_(SETTLED_KINDS), mine
    counts = and_(Decision.id == Report.decision_id, Report.state == "decided")
    return counts, Decision.kind.in_(SETTLED_KINDS), mine


def last_decisions(enrolments: BindParameter[int]) -> Select[Any]:
    """Ids of the decisions that counted at the ledger sequence `as_of`, one per report that had any.

    A decision that moves no points lands on the entry before it: of those on the very last one, `until` takes the ones
    made before that instant.
    """
    as_of = bindparam("as_of", type_=Integer)
    in_time = or_(Decision.seq < as_of, Decision.decided_at < bindparam("until", type_=Instant))
    return (
        select(func.max(Decision.id))
        .join(Report, Report.id == Decision.report_id)
        .where(Report.enrolment_id.in_(enrolments), Decision.seq <= as_of, in_time)
        .group_by(Decision.report_id)
    )
