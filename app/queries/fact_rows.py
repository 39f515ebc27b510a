"""The rows that a team's facts are made of: its decided reports, its verified work, its size and its unit's figures."""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    extract,
    func,
    literal,
    select,
)

from app.database import Instant
from app.models import Campaign, Decision, Enrolment, LedgerEntry, Milestone, Place, Report, ReportLine, Team, Verdict
from app.models import UnitFigure as Figure
from app.models.decisions import SETTLED_KINDS
from app.rulebook.phases import FINAL

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


@cache
def teams(past: bool) -> Rows:
    """Each enrolment's size, and its own unit's latest figures as the campaign knew them."""
    newest = (
        select(Figure.id)
        .where(Figure.unit_id == Team.unit_id, *_known(bindparam("campaign"), bindparam("last_day", type_=Date), past))
        .order_by(Figure.day.desc(), Figure.id.desc())
        .limit(1)
        .correlate(Team)
        .scalar_subquery()
    )
    return (
        select(Enrolment.id, Enrolment.size, Figure.members, Figure.members_with_accounts)
        .join(Team, Team.id == Enrolment.team_id)
        .outerjoin(Figure, Figure.id == newest)
        .where(Enrolment.id.in_(ENROLMENTS))
    )


ENROLMENTS: BindParameter[int] = bindparam("enrolments", expanding=True)


def figures_known(campaign: Campaign) -> tuple[ColumnElement[bool], ...]:
    """Selects the unit figures that count in a campaign: of its last day or before, entered before it was final."""
    return _known(campaign.id, campaign.ends_on, past=False)


def _known(campaign_id: Any, last_day: Any, past: bool) -> tuple[ColumnElement[bool], ...]:
    """As of a ledger sequence: entered before the next entry was posted."""
    final = select(func.min(Milestone.at)).where(Milestone.campaign_id == campaign_id, Milestone.kind.in_(FINAL))
    known = (Figure.day <= last_day, Figure.at <= _or_never(final))
    if not past:
        return known
    after = and_(LedgerEntry.campaign_id == campaign_id, LedgerEntry.seq == bindparam("as_of", type_=Integer) + 1)
    return (*known, Figure.at < _or_never(select(LedgerEntry.posted_at).where(after)))


def _or_never(instant: Select[Any]) -> ColumnElement[datetime]:
    return func.coalesce(instant.scalar_subquery(), literal(NEVER, Instant))


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
