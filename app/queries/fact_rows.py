"""The rows that a team's facts are made of: its decided reports, its verified work, its size and its unit's figures."""

from collections.abc import Collection
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
    select,
)

from app.models import Campaign, Decision, Place, Report, ReportLine, Verdict
from app.models.decisions import SETTLED_KINDS

NEVER = datetime(9999, 1, 1, tzinfo=UTC)

Rows = Select[*tuple[Any, ...]]


def parameters(
    campaign: Campaign, enrolment_ids: Collection[int], as_of: int | None, without: Collection[int]
) -> dict[str, Any]:
    """What the statements ask with; they are made once, because making one costs more than asking it."""
    return {
        "campaign": campaign.id,
        "last_day": campaign.ends_on,
        "enrolments": list(enrolment_ids),
        "without": list(without),
        **({} if as_of is None else {"as_of": as_of}),
    }


@cache
def reports(past: bool) -> Rows:
    """One row per decided report, in the order of `facts.Seen`; `past` asks as of a ledger sequence."""
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
        .where(*_settled(past))
        .group_by(Report.id, Decision.first_look)
    )


@cache
def work(past: bool) -> Rows:
    """By activity and day the verified quantity and the largest of one report, in the order of `facts.Work`."""
    return (
        select(
            Report.enrolment_id,
            ReportLine.activity_code,
            Report.activity_day,
            func.sum(Verdict.verified_quantity),
            func.max(Verdict.verified_quantity),
        )
        .join(Decision, Decision.report_id == Report.id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .join(ReportLine, ReportLine.id == Verdict.line_id)
        .where(*_settled(past), Verdict.verdict == "verified", Verdict.verified_quantity > 0)
        .group_by(Report.enrolment_id, ReportLine.activity_code, Report.activity_day)
    )


ENROLMENTS: BindParameter[int] = bindparam("enrolments", expanding=True)


def _settled(past: bool) -> tuple[ColumnElement[bool], ...]:
    """Reports of those enrolments whose decision verified or rejected their lines and still counts."""
    mine = and_(Report.enrolment_id.in_(ENROLMENTS), Report.id.not_in(bindparam("without", expanding=True)))
    if not past:
        counts = and_(Decision.id == Report.decision_id, Report.state == "decided")
        return counts, Decision.kind.in_(SETTLED_KINDS), mine
    return Decision.id.in_(last_decisions(ENROLMENTS)), Decision.kind.in_(SETTLED_KINDS), mine


def last_decisions(enrolments: BindParameter[int]) -> Select[Any]:
    """Ids of the decisions that counted at the ledger sequence `as_of`, one per report that had any."""
    return (
        select(func.max(Decision.id))
        .join(Report, Report.id == Decision.report_id)
        .where(Report.enrolment_id.in_(enrolments), Decision.seq <= bindparam("as_of", type_=Integer))
        .group_by(Decision.report_id)
    )
