"""What is known about teams when badges, ties and eligibility are judged: counts over verified, uncapped work."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from app.database import db
from app.models import Campaign, Decision, Enrolment, Place, Report, ReportLine, Verdict
from app.queries.live_decisions import live_decisions
from app.rulebook.calendars import sundays
from app.rulebook.facts import TeamFacts

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Work:
    """One verified line's part in the facts."""

    activity_code: str
    day: date
    quantity: int


def team_facts(campaign: Campaign, enrolment_ids: Collection[int], as_of: int | None = None) -> dict[int, TeamFacts]:
    """Facts of those enrolments now, or as of a ledger sequence; two queries whatever their number."""
    reports = _grouped(db.session.execute(_reports(campaign.id, enrolment_ids, as_of)).all())
    work = _grouped(db.session.execute(_work(campaign.id, enrolment_ids, as_of)).all())
    sizes = dict(db.session.execute(select(Enrolment.id, Enrolment.size).where(Enrolment.id.in_(enrolment_ids))).all())
    total = len(sundays(campaign.starts_on, campaign.ends_on))
    return {
        each: _facts(reports[each], [Work(*row[1:]) for row in work[each]], sizes[each], total)
        for each in enrolment_ids
    }


def _reports(campaign_id: int, enrolment_ids: Collection[int], as_of: int | None) -> Select[*tuple[Any, ...]]:
    """One row per decided report, with the sums of its verdicts."""
    verified = func.count().filter(Verdict.verdict == "verified")
    unchanged = func.count().filter((Verdict.verdict == "verified") & (Verdict.verified_quantity == Verdict.claimed))
    return (
        select(
            Report.enrolment_id,
            Report.late,
            Report.place_id,
            func.coalesce(func.max(Place.hamlet), ""),
            Report.members_present,
            Report.team_size,
            Decision.follows_id,
            verified,
            unchanged,
            func.count(),
            func.sum(Verdict.claimed),
            func.sum(Verdict.verified_quantity),
        )
        .join(Decision, Decision.report_id == Report.id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .outerjoin(Place, Place.id == Report.place_id)
        .where(
            Decision.id.in_(live_decisions(campaign_id, enrolment_ids, as_of)),
            Decision.kind == "decided",
            Report.enrolment_id.in_(enrolment_ids),
        )
        .group_by(Report.id, Decision.follows_id)
    )


def _work(campaign_id: int, enrolment_ids: Collection[int], as_of: int | None) -> Select[*tuple[Any, ...]]:
    """Verified quantities by activity and day."""
    return (
        select(
            Report.enrolment_id,
            ReportLine.activity_code,
            Report.activity_day,
            func.sum(Verdict.verified_quantity),
        )
        .join(Decision, Decision.report_id == Report.id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .join(ReportLine, ReportLine.id == Verdict.line_id)
        .where(
            Decision.id.in_(live_decisions(campaign_id, enrolment_ids, as_of)),
            Verdict.verdict == "verified",
            Verdict.verified_quantity > 0,
            Report.enrolment_id.in_(enrolment_ids),
        )
        .group_by(Report.enrolment_id, ReportLine.activity_code, Report.activity_day)
    )


def _grouped(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def _facts(reports: Sequence[Any], work: Sequence[Work], size: int, sundays_total: int) -> TeamFacts:
    seen = [_Seen(*row[1:]) for row in reports]
    verified = [each for each in seen if each.verified_lines]
    quantities: defaultdict[str, int] = defaultdict(int)
    days: defaultdict[str, int] = defaultdict(int)
    for each in work:
        quantities[each.activity_code] += int(each.quantity)
        days[each.activity_code] += 1
    return TeamFacts(
        quantities=dict(quantities),
        activity_days=dict(days),
        reports_verified=len(verified),
        sundays_deployed=len({each.day for each in work if each.day.weekday() == SUNDAY}),
        sundays_total=sundays_total,
        full_squads=sum((each.members_present or 0) >= each.team_size for each in verified),
        places=len({each.place_id for each in verified if each.place_id}),
        hamlets=len({each.hamlet for each in verified if each.hamlet}),
        on_time=sum(not each.late for each in seen),
        decided=len(seen),
        first_time=sum(each.first_time for each in seen),
        claimed=sum(int(each.claimed) for each in seen),
        verified=sum(int(each.quantity) for each in seen),
        team_size=size,
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """One decided report as the facts see it."""

    late: bool
    place_id: int | None
    hamlet: str
    members_present: int | None
    team_size: int
    follows_id: int | None
    verified_lines: int
    unchanged_lines: int
    lines: int
    claimed: int
    quantity: int

    @property
    def first_time(self) -> bool:
        """Verified first time unchanged: the first decision, and every line as claimed."""
        return self.follows_id is None and self.unchanged_lines == self.lines
