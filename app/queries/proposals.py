"""What the rules let somebody post and nobody has posted yet: the system proposes, a person decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from app.clock import local_day
from app.database import db
from app.models import Enrolment, Evidence, Extra, Report, ReportLine, Team
from app.queries.campaigns import Stage
from app.queries.lowered import lowered
from app.rulebook.calendars import months
from app.rulebook.gatherings import gatherings

FORGIVEN_LATE = 2  # reports; domain.md 3.5: from the third on


@dataclass(frozen=True, slots=True)
class Proposal:
    """One penalty that could be posted; `subject` is what it would be about, `excess` the points claimed too much."""

    enrolment: Enrolment
    code: str
    subject: str
    report: Report | None = None
    month: tuple[int, int] | None = None
    excess: int = 0


def proposals(where: Stage) -> list[Proposal]:
    """Everything the rules see and nobody has posted, in the order of teams; a reversal is an answer too."""
    known = {each.code for each in where.book.newest.penalties}
    found = [each for find in FINDERS for each in find(where)]
    posted = _posted(where)
    open_ = [
        each for each in found if each.code in known and (each.enrolment.id, each.code, each.subject) not in posted
    ]
    return sorted(open_, key=lambda each: (each.enrolment.team.code, each.code, each.subject))


def _late(where: Stage) -> Iterator[Proposal]:
    """From the third late report of a team on."""
    seen: defaultdict[int, int] = defaultdict(int)
    for report in _reports(where, Report.late.is_(True), Report.state.in_(("submitted", "returned", "decided"))):
        seen[report.enrolment_id] += 1
        if seen[report.enrolment_id] > FORGIVEN_LATE:
            yield Proposal(report.enrolment, "repeated_late", report.uuid, report)


def _same_photo(where: Stage) -> Iterator[Proposal]:
    """A photo that an earlier report of the campaign shows already."""
    earlier, other = aliased(Evidence), aliased(Report)
    place = aliased(Enrolment)
    again = (
        select(Evidence.report_id)
        .join(earlier, (earlier.sha256 == Evidence.sha256) & (earlier.report_id < Evidence.report_id))
        .join(other, other.id == earlier.report_id)
        .join(place, place.id == other.enrolment_id)
        .where(
            place.campaign_id == where.campaign.id,
            Evidence.removed_at.is_(None),
            earlier.removed_at.is_(None),
            other.state.in_(("submitted", "decided")),
        )
    )
    for report in _reports(where, Report.id.in_(again), Report.state.in_(("submitted", "decided"))):
        yield Proposal(report.enrolment, "duplicate_evidence", report.uuid, report)


def _inflated(where: Stage) -> Iterator[Proposal]:
    """Decided again after a reopening, and found lower by more than a fifth."""
    excess = lowered(where)
    for report in _reports(where, Report.id.in_(excess)):
        yield Proposal(report.enrolment, "inflated_count", report.uuid, report, excess=excess[report.id])


def _missed_meetings(where: Stage) -> Iterator[Proposal]:
    """A calendar month of the campaign that is over, in which meetings were recorded and this team came to none."""
    codes = [each.code for each in gatherings(where.book.newest) if each.cap_period == "month"]
    today = local_day(where.now, where.campaign.zone)
    over = [
        each for each in months(where.campaign.starts_on, where.campaign.ends_on) if each < (today.year, today.month)
    ]
    met: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for enrolment_id, day in db.session.execute(
        select(Report.enrolment_id, Report.activity_day)
        .join(ReportLine, ReportLine.report_id == Report.id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(
            Enrolment.campaign_id == where.campaign.id,
            Report.state == "decided",
            ReportLine.activity_code.in_(codes),
        )
    ):
        met[day.year, day.month].add(enrolment_id)
    teams = db.session.scalars(
        select(Enrolment).where(Enrolment.campaign_id == where.campaign.id).options(joinedload(Enrolment.team))
    ).all()
    for month in over:
        for each in teams if met[month] else ():
            if each.id not in met[month]:
                yield Proposal(each, "missed_monthly_meeting", f"{month[0]}-{month[1]:02}", month=month)


def _private_photos(where: Stage) -> Iterator[Proposal]:
    """From the second report of a team on whose photo was destroyed because it showed personal data."""
    destroyed = select(Evidence.report_id, func.min(Evidence.removed_at)).where(Evidence.removed_because == "privacy")
    at = {row[0]: row[1] for row in db.session.execute(destroyed.group_by(Evidence.report_id))}
    breaches: defaultdict[int, list[Report]] = defaultdict(list)
    for report in _reports(where, Report.id.in_(at)):
        breaches[report.enrolment_id].append(report)
    for reports in breaches.values():
        for report in sorted(reports, key=lambda each: (at[each.id], each.uuid))[1:]:
            yield Proposal(report.enrolment, "privacy_breach", report.uuid, report)


FINDERS = (_late, _same_photo, _inflated, _missed_meetings, _private_photos)


def _reports(where: Stage, *conditions: Any) -> Iterable[Report]:
    return db.session.scalars(
        select(Report)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .where(Enrolment.campaign_id == where.campaign.id, *conditions)
        .options(joinedload(Report.enrolment).joinedload(Enrolment.team).joinedload(Team.unit))
        .order_by(Report.first_submitted_at, Report.uuid)
    )


def _posted(where: Stage) -> set[tuple[int, str, str]]:
    rows = db.session.execute(
        select(Extra.enrolment_id, Extra.code, Extra.subject)
        .join(Enrolment, Enrolment.id == Extra.enrolment_id)
        .where(Enrolment.campaign_id == where.campaign.id, Extra.kind == "penalty")
    )
    return {(row[0], row[1], row[2]) for row in rows}
