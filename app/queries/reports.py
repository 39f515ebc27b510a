"""Reports a person may see, found through the person."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.models import Campaign, Decision, Enrolment, Report, ReportLine, Team, Unit
from app.models.decisions import SETTLED_KINDS
from app.queries.rights import Rights
from app.queries.scope import within

READING_UNITS = ("verifier", "officer", "auditor")
OWN_TEAM = ("captain", "member")


WHOLE: tuple[Any, ...] = (
    joinedload(Report.enrolment).joinedload(Enrolment.team).joinedload(Team.unit),
    joinedload(Report.enrolment).joinedload(Enrolment.campaign),
    joinedload(Report.place),
    selectinload(Report.lines),
    selectinload(Report.evidence),
)
"""All that a page shows of a report."""


def find(rights: Rights, uuid: str) -> Report | None:
    """The report with that id, if it is of the person's team or within their unit."""
    return db.session.scalar(
        _whole(select(Report))
        .where(Report.uuid == uuid)
        .join(Enrolment, Enrolment.id == Report.enrolment_id)
        .join(Team, Team.id == Enrolment.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(_visible(rights))
    )


def of_campaign(campaign: Campaign, uuid: str) -> Report | None:
    """The report with that id, if it is of this campaign."""
    own = select(Enrolment.id).where(Enrolment.campaign_id == campaign.id)
    return db.session.scalar(_whole(select(Report)).where(Report.uuid == uuid, Report.enrolment_id.in_(own)))


def find_own(rights: Rights, uuid: str) -> Report | None:
    """The report with that id, if the person is its team's captain."""
    report = find(rights, uuid)
    return report if report and report.enrolment.team_id in rights.team_ids("captain") else None


def of_teams(rights: Rights, limit: int = 50, offset: int = 0) -> list[Report]:
    """The reports of the person's own teams, the latest day first."""
    return list(
        db.session.scalars(
            _whole(select(Report))
            .join(Enrolment, Enrolment.id == Report.enrolment_id)
            .where(Enrolment.team_id.in_(rights.team_ids(*OWN_TEAM)))
            .order_by(Report.activity_day.desc(), Report.id.desc())
            .limit(limit)
            .offset(offset)
        )
    )


def on_day(enrolment: Enrolment, day: date) -> list[Report]:
    """What a team has written for one day, drafts too; not what an organiser recorded of it."""
    return list(
        db.session.scalars(
            _whole(select(Report))
            .where(
                Report.enrolment_id == enrolment.id,
                Report.activity_day == day,
                Report.state != "withdrawn",
                Report.origin != "organiser",
            )
            .order_by(Report.id)
        )
    )


def last_of(enrolment: Enrolment) -> Report | None:
    """The newest report of the team's own: its place and kinds are offered first next time."""
    return db.session.scalar(_whole(select(Report)).where(*_own(enrolment)).order_by(Report.id.desc()).limit(1))


def history(report: Report) -> Sequence[Decision]:
    """All decisions on a report, the first one first."""
    return db.session.scalars(
        select(Decision)
        .where(Decision.report_id == report.id)
        .options(joinedload(Decision.by), selectinload(Decision.verdicts))
        .order_by(Decision.id)
    ).all()


def live(report: Report) -> Decision | None:
    """The decision that verified or rejected the report's lines and still counts."""
    found = db.session.get(Decision, report.decision_id) if report.decision_id else None
    return found if found and found.kind in SETTLED_KINDS and report.state == "decided" else None


def _visible(rights: Rights) -> ColumnElement[bool]:
    own = Team.id.in_(rights.team_ids(*OWN_TEAM))
    return own | (within(rights.paths(*READING_UNITS)) & (Report.state != "draft"))


def _whole(query: Select[Report]) -> Select[Report]:
    return query.options(*WHOLE)


def usual_kinds(enrolment: Enrolment, reports: int = 5) -> set[str]:
    """The activity types of the team's last reports: what its form offers first."""
    recent = select(Report.id).where(*_own(enrolment)).order_by(Report.id.desc()).limit(reports)
    return set(
        db.session.scalars(
            select(ReportLine.activity_code).where(ReportLine.report_id.in_(recent), ReportLine.claimed > 0)
        )
    )


def _own(enrolment: Enrolment) -> tuple[ColumnElement[bool], ...]:
    return Report.enrolment_id == enrolment.id, Report.origin != "organiser"
