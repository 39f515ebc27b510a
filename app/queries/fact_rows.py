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
    case,
    extract,
    func,
    select,
)

from app.models import Campaign, Decision, Place, Report, ReportLine, Verdict
from app.models.decisions import SETTLED_KINDS

NEVER = datetime(9999, 1, 1, tzinfo=UTC)

Rows = Select[*tuple[Any, ...]]


def parameters(campaign: Campaign, enrolment_ids: Collection[int], as_of: int | None) -> dict[str, Any]:
    """What the three statements ask with; they are made once, because making one costs more than asking it."""
    return {
        "campaign": campaign.id,
        "last_day": campaign.ends_on,
        "enrolments": list(enrolment_ids),
        **({} if as_of is None else {"as_of": as_of}),
    }


@cache
def reports(past: bool) -> Rows:
    """One row per enrolment, counted over its decided reports; `past` asks as of a ledger sequence.

    Reports of the team's own leave out what an organiser recorded.
    """
    each = _each_report(past).subquery()
    verified = each.c.verified_lines > 0
    own = each.c.origin != "organiser"
    full = func.coalesce(each.c.members_present, 0) >= each.c.team_size
    unchanged = each.c.first_look & (each.c.unchanged_lines == each.c.lines)
    sunday = case((own & (each.c.quantity > 0) & (extract("dow", each.c.activity_day) == 0), each.c.activity_day))
    return select(
        each.c.enrolment_id,
        func.count().filter(verified).label("reports_verified"),
        func.count().filter(verified & own).label("deployments"),
        func.count(sunday.distinct()).label("sundays_deployed"),
        func.count().filter(verified & own & full).label("full_squads"),
        func.count(case((verified, each.c.place_id)).distinct()).label("places"),
        func.count(case((verified & (each.c.hamlet != ""), each.c.hamlet)).distinct()).label("hamlets"),
        func.count().filter(own & ~each.c.late).label("on_time"),
        func.count().filter(own).label("decided"),
        func.count().filter(own & unchanged).label("first_time"),
        func.sum(each.c.claimed).label("claimed"),
        func.sum(each.c.quantity).label("verified"),
        func.count().filter(verified & each.c.joint_session_id.is_not(None)).label("partners"),
    ).group_by(each.c.enrolment_id)


def _each_report(past: bool) -> Rows:
    """One row per decided report, with the sums of its verdicts."""
    verified = Verdict.verdict == "verified"
    return (
        select(
            Report.enrolment_id,
            Report.origin,
            Report.joint_session_id,
            Report.late,
            Report.activity_day,
            Report.place_id,
            func.coalesce(func.max(Place.hamlet), "").label("hamlet"),
            Report.members_present,
            Report.team_size,
            Decision.first_look,
            func.count().filter(verified).label("verified_lines"),
            func.count().filter(verified & (Verdict.verified_quantity == Verdict.claimed)).label("unchanged_lines"),
            func.count().label("lines"),
            func.sum(Verdict.claimed).label("claimed"),
            func.sum(Verdict.verified_quantity).label("quantity"),
        )
        .join(Decision, Decision.report_id == Report.id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .outerjoin(Place, Place.id == Report.place_id)
        .where(*_settled(past))
        .group_by(Report.id, Decision.first_look)
    )


@cache
def work(past: bool) -> Rows:
    """By activity and calendar month the verified quantity, its days, and the largest of one report."""
    year, month = extract("year", Report.activity_day), extract("month", Report.activity_day)
    return (
        select(
            Report.enrolment_id,
            ReportLine.activity_code,
            year,
            month,
            func.sum(Verdict.verified_quantity).label("quantity"),
            func.count(Report.activity_day.distinct()).label("days"),
            func.max(Verdict.verified_quantity).label("largest"),
        )
        .join(Decision, Decision.report_id == Report.id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .join(ReportLine, ReportLine.id == Verdict.line_id)
        .where(*_settled(past), Verdict.verdict == "verified", Verdict.verified_quantity > 0)
        .group_by(Report.enrolment_id, ReportLine.activity_code, year, month)
    )


ENROLMENTS: BindParameter[int] = bindparam("enrolments", expanding=True)


def _settled(past: bool) -> tuple[ColumnElement[bool], ...]:
    """Reports of those enrolments whose decision verified or rejected their lines and still counts."""
    mine = Report.enrolment_id.in_(ENROLMENTS)
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
