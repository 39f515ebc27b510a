"""What members did: verified work of sessions they were ticked present at, of the teams they belong or belonged to."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, select

from app.database import db
from app.models import Attendance, Campaign, Decision, Enrolment, Membership, Report, ReportLine, Verdict
from app.models.decisions import SETTLED_KINDS
from app.queries.fact_rows import ENROLMENTS, NEVER, Rows, last_decisions
from app.queries.horizon import Horizon
from app.rulebook.attended import Attended

AT_ONCE = 5000
LIVE = (Decision.id == Report.decision_id, Report.state == "decided")


def attended_by(person_ids: Collection[int], horizon: Horizon) -> defaultdict[int, list[Attended]]:
    """By person what they did in the campaign as far as the reader may see, in the order of the decisions."""
    campaign = horizon.stage.campaign
    theirs = select(Enrolment.id).join(Membership, Membership.team_id == Enrolment.team_id)
    own = theirs.where(Enrolment.campaign_id == campaign.id, Membership.person_id.in_(person_ids)).distinct()
    wanted: dict[str, Any] = {"enrolments": list(db.session.scalars(own))}
    counts: tuple[ColumnElement[bool], ...] = LIVE
    if horizon.seq is not None:
        counts = (Decision.id.in_(last_decisions(ENROLMENTS)),)
        wanted |= {"as_of": horizon.seq, "until": horizon.held_at or NEVER}
    rows = _rows(*counts, Report.enrolment_id.in_(ENROLMENTS), Attendance.person_id.in_(person_ids))
    found: defaultdict[int, list[Attended]] = defaultdict(list)
    for person_id, *done in db.session.execute(rows, wanted):
        found[person_id].append(Attended(*done))
    return found


def attended_by_everybody(campaign: Campaign) -> Iterator[list[Attended]]:
    """What each member of the campaign did, one after the other, without saying who."""
    rows = _rows(*LIVE, Enrolment.campaign_id == campaign.id).execution_options(yield_per=AT_ONCE)
    for _, done in groupby(db.session.execute(rows), key=lambda row: row[0]):
        yield [Attended(*each[1:]) for each in done]


def _rows(*which: ColumnElement[bool]) -> Rows:
    """One row per person and verified line of the teams' own reports."""
    belonged = select(Membership.id).where(
        Membership.person_id == Attendance.person_id, Membership.team_id == Enrolment.team_id
    )
    return (
        select(Attendance.person_id, Report.id, Report.activity_day, ReportLine.activity_code, Decision.decided_at)
        .join(Report, Report.id == Attendance.report_id)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Decision, Decision.report_id == Report.id)
        .join(Verdict, Verdict.decision_id == Decision.id)
        .join(ReportLine, ReportLine.id == Verdict.line_id)
        .where(
            *which,
            belonged.exists(),
            Report.origin != "organiser",
            Decision.kind.in_(SETTLED_KINDS),
            Verdict.verdict == "verified",
            Verdict.verified_quantity > 0,
        )
        .order_by(Attendance.person_id, Decision.decided_at, Decision.id, ReportLine.position)
    )
